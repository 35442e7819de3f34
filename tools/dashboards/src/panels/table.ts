import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { dressed, type PanelSpec } from '../panel.ts';

interface Columns extends PanelSpec {
  /** Title of the value column; without one, the column is omitted. */
  value?: string;
  /** Labels as columns, in this order, with their titles. */
  columns: Record<string, string>;
}

/** Rows to read and sort: labels, and one number. */
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
