import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

interface Columns extends PanelSpec {
  /** Title of the value column; without one, the column is omitted. */
  value?: string;
  /** Labels as columns, in this order. */
  columns: Record<string, Column>;
}

interface Column {
  title: string;
  /** In pixels. Columns without a width share what is left. */
  width?: number;
  /** Pages about the value, opened by a click on it. */
  links?: { title: string; url: string }[];
}

const valueWidth = 100;

/** Rows to read and sort: labels, and one number. */
export function table({ value, columns, ...spec }: Columns) {
  const titles = Object.fromEntries(Object.entries(columns).map(([name, { title }]) => [name, title]));
  const names = Object.keys(columns);
  const panel = applyPanelDefaults(new PanelBuilder(), spec, { instant: true, format: PromQueryFormat.Table })
    .filterable(true)
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true, ...(value === undefined && { Value: true }) },
        indexByName: Object.fromEntries([...names, 'Value'].map((name, index) => [name, index])),
        renameByName: { ...titles, ...(value !== undefined && { Value: value }) },
      },
    });
  for (const { title, width, links } of Object.values(columns))
    panel.overrideByName(title, [
      // An alert of no service, for example. The text about no rows at all is too long for a cell.
      { id: 'noValue', value: '–' },
      ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
      ...(links === undefined ? [] : [{ id: 'links', value: links }]),
    ]);
  if (value !== undefined) panel.overrideByName(value, [{ id: 'custom.width', value: valueWidth }]);
  return panel;
}
