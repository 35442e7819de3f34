import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { dressed, type PanelSpec } from '../panel.ts';

interface Columns extends PanelSpec {
  /** What the column of numbers is called; none: it is left out. */
  value?: string;
  /** Labels as columns, in this order, and how they are called. */
  columns: Record<string, string>;
}

/** Rows that one reads and sorts: labels, and one number. */
export function table({ value, columns, ...spec }: Columns) {
  const names = Object.keys(columns);
  return dressed(new PanelBuilder(), spec, { instant: true, format: PromQueryFormat.Table })
    .filterable(true)
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true, ...(value === undefined && { Value: true }) },
        indexByName: Object.fromEntries([...names, 'Value'].map((name, index) => [name, index])),
        renameByName: { ...columns, ...(value !== undefined && { Value: value }) },
      },
    });
}
