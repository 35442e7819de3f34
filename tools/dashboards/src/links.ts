import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type DashboardLink, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { grafanaText, queryNamed, type QueryName, variablesOf } from './query-text.ts';
import { sourceOf } from './sources.ts';

/**
 * Dashboards by their short name. Their uid is `webstore-<name>` and never changes, because alerts and
 * bookmarks use it.
 */
export const titles = {
  overview: 'Overview',
  red: 'Requests of a service',
  business: 'Business: funnel, countries, segments',
  slo: 'Objectives and budgets',
  exemplars: 'From a number to a trace',
  kafka: 'Kafka',
  stores: 'PostgreSQL and Redis',
  node: 'Node runtime',
  logs: 'Log lines',
  k6: 'Load tests (k6)',
  stack: 'The stack itself',
} as const;
export type DashboardName = keyof typeof titles;

export const uidOf = (name: DashboardName) => `webstore-${name}`;

/** The SDK's own builder would put every link into a menu. */
export function link(title: string, url: string, targetBlank = false): Builder<DashboardLink> {
  const link: DashboardLink = {
    title,
    url,
    type: DashboardLinkType.Link,
    icon: 'external link',
    tooltip: '',
    tags: [],
    asDropdown: false,
    targetBlank,
    includeVars: false,
    keepTime: false,
  };
  return { build: () => link };
}

/** Another dashboard, with the same time range and environment. */
export const toDashboard = (name: DashboardName, kind = 'Next') =>
  link(`${kind}: ${titles[name]}`, `/d/${uidOf(name)}?\${environment:queryparam}&\${__url_time_range}`);

const profileModel = (profileTypeId: string, labelSelector: string) => ({
  queryType: 'profile',
  profileTypeId,
  labelSelector,
  groupBy: [],
});

/** Links from a service's line to its log lines of that time, and to its CPU profile. */
export const ofTheService = (['logs', 'node'] as const).map((name) => {
  const url = `/d/${uidOf(name)}?var-service=\${__field.labels.service}&\${environment:queryparam}&\${__url_time_range}`;
  return link(name === 'logs' ? 'What this service wrote' : 'CPU profile of this service', url);
});

/** Links from the name of an alert to its runbook, its rule and a silence. */
export const ofTheAlert = [
  { title: 'Runbook', url: '/d/runbook-${__value.raw}' },
  { title: 'Its rule', url: '/alerting/list?search=rule:${__value.raw}' },
  {
    title: 'Silence it',
    url: '/alerting/silence/new?alertmanager=Alerts&matcher=alertname%3D${__value.raw}&matcher=environment%3D${environment}',
  },
];

/** The panel's queries in Explore, with the current values of the variables. */
export function toExplore(names: QueryName[]): Builder<DashboardLink> {
  const queries = names.map((name) => {
    const query = queryNamed(name);
    const text = grafanaText(query);
    const datasource = sourceOf(query);
    const base = { refId: name, datasource };
    if (query.language === 'profile') return { ...base, ...profileModel(query.profileType, query.text) };
    if (datasource.type !== 'tempo') return { ...base, expr: text };
    if (query.language === 'service-graph')
      return { ...base, queryType: 'serviceMap', serviceMapQuery: text };
    return { ...base, queryType: 'traceql', query: text };
  });
  const used = [...new Set(names.flatMap((name) => variablesOf(queryNamed(name))))];
  const pane = {
    datasource: sourceOf(queryNamed(names[0]!)).uid,
    queries,
    range: { from: '${__from}', to: '${__to}' },
  };
  const panes = withVariables(encodeURIComponent(JSON.stringify({ one: pane })), used);
  return link('Explore', `/explore?schemaVersion=1&orgId=1&panes=${panes}`);
}

/**
 * The lines of a row, in Explore: each `$name` of the query is a column of that name in `columns`, or else a variable of the
 * dashboard.
 */
export function toLinesOfRow(name: QueryName, columns: Record<string, string>): string {
  const query = queryNamed(name);
  const pane = {
    datasource: sourceOf(query).uid,
    queries: [{ refId: name, datasource: sourceOf(query), expr: grafanaText(query), queryType: 'range' }],
    range: { from: '${__from}', to: '${__to}' },
  };
  const used = variablesOf(query).filter((variable) => !Object.hasOwn(columns, variable));
  const encoded = withVariables(encodeURIComponent(JSON.stringify({ one: pane })), used);
  const panes = Object.entries(columns).reduce(
    (text, [variable, column]) =>
      text.replaceAll(`%24${variable}`, `\${__data.fields.${column}:percentencode}`),
    encoded,
  );
  return `/explore?schemaVersion=1&orgId=1&panes=${panes}`;
}

/**
 * Grafana replaces variables in a link only where they are not encoded. Several values become `a|b`, which
 * matches =~. Explore's own variables ($__rate_interval) stay encoded, so that Explore receives them.
 */
function withVariables(encoded: string, used: string[]): string {
  const times = encoded.replace(/%24%7B(__from|__to)%7D/g, '${$1}');
  return used.reduce(
    (text, name) => text.replaceAll(new RegExp(`%24${name}(?![a-zA-Z])`, 'g'), `\${${name}:pipe}`),
    times,
  );
}
