import { setTimeout as pause } from 'node:timers/promises';
import { last, placedOrder, type Trace, type Traces } from '@webstore/signals';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { slowestOf } from './analysis/slowest.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import type { Stores } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { shortTime } from './drawing/short-time.ts';

/** A trace, with a short description of the query that found it. */
export interface Found {
  trace: Trace;
  foundBy: string;
}

const minutes = 15;
const lately = () => last(minutes * 60);
const traffic = './lab traffic checkout --users 2 --duration 20s sends customers';

/** The collector decides on a trace after some seconds, and the store then needs some more. */
const decidedWithinMs = 30_000;

export async function byId({ traces }: Stores, id: string): Promise<Found> {
  const traceId = id.toLowerCase();
  if (!/^(?!0{32})[0-9a-f]{32}$/.test(traceId)) {
    throw new Failure(
      `"${id}" is not a trace id: expected 32 hex digits, as in the header traceresponse.`,
      exitCodes.usage,
    );
  }
  const trace = await traces.get(traceId);
  if (trace) return { trace, foundBy: 'its id' };
  throw new Failure(
    `No trace ${traceId} is stored: it was not kept, or it is younger than about ten seconds. Try again then, or see the newest with ./lab trace --last-order.`,
  );
}

export async function lastOrder({ traces }: Stores): Promise<Found> {
  const attributes = placedOrder;
  // Most orders in searches are recent, and a short period is a cheap search.
  for (const seconds of [60, minutes * 60, 72 * 3600]) {
    for (const traceId of await traces.find({ service: 'checkout', attributes, ...last(seconds) })) {
      const trace = await stored(traces, traceId);
      if (!isSynthetic(trace)) return { trace, foundBy: `newest of checkout with ${asText(attributes)}` };
    }
  }
  throw new Failure(`No order has a stored trace yet: ${traffic}; its trace is there ten seconds later.`);
}

export async function slowest({ traces }: Stores): Promise<Found> {
  const period = lately();
  const each = await Promise.all(services.map((service) => slowestOf(traces, service, period)));
  const [slow] = each.filter((one) => one !== undefined).sort((a, b) => b.longestMs - a.longestMs);
  if (!slow) throw new Failure(`No trace of the last ${minutes} minutes is stored: ${traffic}.`);
  const foundBy = `longest span of the last ${minutes} minutes (${shortTime(slow.longestMs)})`;
  return { trace: await stored(traces, slow.traceId), foundBy };
}

export async function errors({ traces }: Stores): Promise<Found> {
  const attributes = { 'webstore.keep': 'error' };
  const period = lately();
  const found = await Promise.all(services.map((service) => traces.find({ service, attributes, ...period })));
  const failed = await Promise.all(
    [...new Set(found.flatMap((ids) => ids.slice(0, 1)))].map((id) => stored(traces, id)),
  );
  const [trace] = failed.sort((a, b) => startOf(b) - startOf(a));
  if (!trace) {
    throw new Failure(
      `No trace of the last ${minutes} minutes was kept for an error: either nothing failed or there was no traffic (${traffic}).`,
    );
  }
  const others = new Set(found.flat()).size - 1;
  return {
    trace,
    foundBy: `newest with ${asText(attributes)} in the last ${minutes} minutes (${others} more)`,
  };
}

export async function exemplar({ traces, metrics, environment }: Stores, metric: string): Promise<Found> {
  const [, base, matchers] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?$/.exec(metric) ?? [];
  if (!base) {
    throw new Failure(
      `"${metric}" is no name of a metric, such as webstore_http_request_duration_seconds, or 'webstore_payments_total{result="error"}'.`,
      exitCodes.usage,
    );
  }
  // A histogram's exemplars are on its buckets.
  const all = [`__name__=~"${base}(_bucket|_total)?"`, `environment="${environment}"`, matchers];
  const query = `{${all.filter(Boolean).join(',')}}`;
  const newest = (await metrics.exemplars(query, lately())).findLast(({ traceId }) => traceId);
  if (!newest) {
    throw new Failure(
      `Prometheus has no exemplar of ${metric} in the last ${minutes} minutes: see that the name is right (/metrics of a service), then ${traffic}.`,
    );
  }
  const labels = ['service', 'method', 'route', 'status', 'topic', 'country', 'result'];
  const series = labels.flatMap((name) => (newest.series[name] ? [`${name}="${newest.series[name]}"`] : []));
  const trace = await storedSoon(traces, newest.traceId!, newest.at);
  return { trace, foundBy: `exemplar ${newest.value} of ${metric}{${series.join(',')}}` };
}

async function stored(traces: Traces, traceId: string): Promise<Trace> {
  const trace = await traces.get(traceId);
  if (trace) return trace;
  throw new Failure(`The trace store found ${traceId} and then did not have it: try again.`);
}

/** An exemplar is scraped before the collector has decided on its trace. */
async function storedSoon(traces: Traces, traceId: string, since: Date): Promise<Trace> {
  for (;;) {
    const trace = await traces.get(traceId);
    if (trace) return trace;
    if (Date.now() - since.getTime() > decidedWithinMs) break;
    await pause(500);
  }
  throw new Failure(
    `The newest exemplar points to trace ${traceId}, which is not stored. This should not happen: run ./lab prove and see ./lab logs jaeger.`,
  );
}

/**
 * Excludes the synthetic customer, which orders all the time: a user who looks for the last order means a
 * customer's.
 */
const isSynthetic = ({ spans }: Trace) =>
  spans.some(({ attributes }) => attributes['webstore.synthetic'] === true);

const startOf = ({ spans }: Trace) => spans[0]?.startMs ?? 0;

const asText = (attributes: Record<string, string>) =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
