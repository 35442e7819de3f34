import { type Query, queries, type QueryName } from '@webstore/signals';

export type { QueryName };

/** A query of the catalogue by its name, with the common type `Query`. */
export const queryNamed = (name: QueryName): Query => queries[name];

/** The text of a query. */
export const textOf = (query: Query) => ('traceql' in query ? query.traceql : query.text);

/**
 * The text that Grafana runs: Grafana provides the rate window and the selected range. The other variables
 * are the dashboard's, by the same names.
 */
export function grafanaText(query: Query): string {
  // Grafana joins several values for =~ in the other query languages, but not for profiles.
  if (query.language === 'profile') return query.text.replace(/\$(\w+)/g, '${$1:pipe}');
  const window = query.language === 'logql' ? '$__auto' : '$__rate_interval';
  return textOf(query).replaceAll('$window', window).replaceAll('$period', '$__range');
}

/** Variables that a query needs from its dashboard. */
export function variablesOf(query: Query): string[] {
  const names = [...textOf(query).matchAll(/\$([a-zA-Z]+)/g)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !['window', 'period'].includes(name));
}
