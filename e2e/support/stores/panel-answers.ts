import { JaegerTraces, last, Logs, Metrics, type Query } from '@webstore/signals';
import type { AskedQuery } from './dashboard-queries.ts';
import { lab } from '../labs/running-lab.ts';

const prometheus = new Metrics({ baseUrl: lab.url('prometheus') });
const loki = new Logs({ baseUrl: lab.url('loki') });
const jaeger = new JaegerTraces({ baseUrl: lab.url('jaeger') });

/** The dashboard's range: the last ten minutes, with a rate over one. */
const seconds = 600;
const grafana = { __rate_interval: '1m', __auto: '1m', __range: `${seconds}s` };
/** Deploys and alerts may be older than that. */
const annotationSeconds = 3_600;

type Values = Record<string, string>;

/** The query text as Grafana would send it. */
export function withValues(text: string, values: Values): string {
  return text.replace(/\$(\w+)/g, (_, name: string) => {
    const value = { ...grafana, ...values }[name];
    if (value === undefined) throw new TypeError(`$${name} is no variable of this dashboard: ${text}`);
    return value;
  });
}

/** Number of series, lines, traces or values in the answer; series without any number do not count. */
export async function answers(asked: AskedQuery, values: Values): Promise<number> {
  const { query, instant } = asked;
  switch (query.language) {
    case 'promql': {
      const text = withValues(asked.text, values);
      if (instant)
        return (await prometheus.instant(text)).filter(({ value }) => Number.isFinite(value)).length;
      const period = last(asked.asks.startsWith('annotation') ? annotationSeconds : seconds);
      const series = await prometheus.range(text, period, 15);
      return series.filter(({ points }) => points.some(({ value }) => Number.isFinite(value))).length;
    }
    case 'labels':
      return (await labelValues(query, values)).length;
    case 'logql':
      return instant
        ? (await loki.instant(withValues(asked.text, values))).length
        : (await lokiResults(withValues(asked.text, values))).length;
    case 'traces':
      return (await jaeger.find({ ...query.jaeger, ...last(annotationSeconds) })).length;
    case 'trace':
      return (await jaeger.get(withValues(asked.text, values)))?.spans.length ?? 0;
    case 'service-graph':
    case 'trace-metrics':
    case 'profile':
      throw new TypeError(`no native part answers ${asked.name}`);
  }
}

export async function exemplarsOf({ text }: AskedQuery, values: Values): Promise<number> {
  const found = await prometheus.exemplars(withValues(text, values), last(seconds));
  return found.filter(({ traceId }) => traceId).length;
}

/** A trace that was kept recently. */
export async function keptTrace({
  jaeger: search,
}: Query & { language: 'traces' }): Promise<string | undefined> {
  return (await jaeger.find({ ...search, ...last(seconds) }))[0];
}

export async function labelValues(query: Query & { language: 'labels' }, values: Values): Promise<string[]> {
  const match = new URLSearchParams({ 'match[]': withValues(query.text, values) });
  return (
    await data<string[]>(`${lab.url('prometheus')}/api/v1/label/${query.label}/values?${match}`)
  ).sort();
}

async function lokiResults(query: string): Promise<unknown[]> {
  const { from, to } = last(seconds);
  const nanoseconds = (at: Date) => `${at.getTime()}000000`;
  const parameters = { query, start: nanoseconds(from), end: nanoseconds(to), step: '15s', limit: '100' };
  const url = `${lab.url('loki')}/loki/api/v1/query_range?${new URLSearchParams(parameters)}`;
  return (await data<{ result: unknown[] }>(url)).result;
}

async function data<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return (JSON.parse(text) as { data: T }).data;
}
