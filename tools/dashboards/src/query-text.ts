import { type Query, queries, type QueryName } from '@webstore/signals';

export type { QueryName };

/** A query of the catalogue by its name; as a `Query`, whichever of them it is. */
export const queryNamed = (name: QueryName): Query => queries[name];

/** What of a query is its text. */
export const textOf = (query: Query) => ('traceql' in query ? query.traceql : query.text);

/**
 * The text as Grafana runs it: it knows itself over which window a rate is to be taken, and what is looked at. The other
 * variables are the dashboard's, by the same names.
 */
export function grafanaText(query: Query): string {
  // Of several values Grafana makes what =~ takes for the other languages, but not for profiles.
  if (query.language === 'profile') return query.text.replace(/\$(\w+)/g, '${$1:pipe}');
  const window = query.language === 'logql' ? '$__auto' : '$__rate_interval';
  return textOf(query).replaceAll('$window', window).replaceAll('$period', '$__range');
}

/** Variables that a query needs of its dashboard. */
export function variablesOf(query: Query): string[] {
  const names = [...textOf(query).matchAll(/\$([a-zA-Z]+)/g)].map(([, name]) => name!);
  return [...new Set(names)].filter((name) => !['window', 'period'].includes(name));
}
