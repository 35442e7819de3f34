import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { dressed, type PanelSpec } from '../panel.ts';
import type { QueryName } from '../query-text.ts';

interface Columns extends PanelSpec {
  /** Title of the value column; without one, the column is omitted. */
  value?: string;
  /** Titles of the value columns of several queries, whose rows are joined by their labels. The first one sorts. */
  values?: Partial<Record<QueryName, string>>;
  /** Labels as columns, in this order, with their titles. */
  columns: Record<string, string>;
  /** The link of the values of one column. */
  link?: { column: string; title: string; url: string };
}

/** Rows to read and sort: labels, and numbers. */
export function table({ value, values = {}, columns, link, ...spec }: Columns) {
  // Grafana's name of the value of one query among several.
  const joined = Object.fromEntries(Object.entries(values).map(([name, title]) => [`Value #${name}`, title]));
  const names = [...Object.keys(columns), 'Value', ...Object.keys(joined)];
  const panel = dressed(new PanelBuilder(), spec, {
    instant: true,
    format: PromQueryFormat.Table,
  }).filterable(true);
  const [sortedBy] = Object.values(joined);
  if (sortedBy !== undefined) {
    panel.withTransformation({ id: 'merge', options: {} });
    panel.sortBy([new TableSortByFieldStateBuilder().displayName(sortedBy).desc(true)]);
  }
  if (link)
    panel.overrideByName(link.column, [{ id: 'links', value: [{ title: link.title, url: link.url }] }]);
  return panel.withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true, ...(value === undefined && { Value: true }) },
      indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
      renameByName: { ...columns, ...joined, ...(value !== undefined && { Value: value }) },
    },
  });
}
