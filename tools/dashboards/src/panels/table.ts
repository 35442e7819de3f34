import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';
import type { QueryName } from '../query-text.ts';

interface Columns extends PanelSpec {
  /** Title of the value column; without one, the column is omitted. */
  value?: string;
  /** Titles of the value columns of several queries, whose rows are joined by their labels. The first one sorts. */
  values?: Partial<Record<QueryName, string>>;
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

const valueWidth = 130;

/** Rows to read and sort: labels, and numbers. */
export function table({ value, values = {}, columns, ...spec }: Columns) {
  const titles = Object.fromEntries(Object.entries(columns).map(([name, { title }]) => [name, title]));
  // Grafana's name of the value of one query among several.
  const joined = Object.fromEntries(Object.entries(values).map(([name, title]) => [`Value #${name}`, title]));
  const names = [...Object.keys(columns), 'Value', ...Object.keys(joined)];
  const panel = applyPanelDefaults(new PanelBuilder(), spec, {
    instant: true,
    format: PromQueryFormat.Table,
  }).filterable(true);
  const [sortedBy] = Object.values(joined);
  if (sortedBy !== undefined) {
    panel.withTransformation({ id: 'merge', options: {} });
    panel.sortBy([new TableSortByFieldStateBuilder().displayName(sortedBy).desc(true)]);
  }
  panel.withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true, ...(value === undefined && { Value: true }) },
      indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
      renameByName: { ...titles, ...joined, ...(value !== undefined && { Value: value }) },
    },
  });
  for (const { title, width, links } of Object.values(columns))
    panel.overrideByName(title, [
      // An alert of no service, for example. The text about no rows at all is too long for a cell.
      { id: 'noValue', value: '–' },
      ...(width === undefined ? [] : [{ id: 'custom.width', value: width }]),
      ...(links === undefined ? [] : [{ id: 'links', value: links }]),
    ]);
  for (const title of [...(value === undefined ? [] : [value]), ...Object.values(joined)])
    panel.overrideByName(title, [{ id: 'custom.width', value: valueWidth }]);
  return panel;
}
