import { setTimeout as pause } from 'node:timers/promises';
import { JaegerTraces, last, Logs, Metrics } from '@webstore/signals';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { textOf } from '@webstore/lab-core/machine/answers.ts';
import { newSpanId, newTraceId } from '@webstore/lab-core/clients/trace-id.ts';
import { spread, type Spread } from './statistics.ts';

/** Milliseconds from the end of a request until a query of the store finds it. */
export interface Delay {
  requests: number;
  metric: Spread;
  trace: Spread;
  log: Spread;
}

/** Not a multiple of the scrape interval, so that the requests cover all of its phases. */
const APART_MS = 700;
const ASKED_EVERY_MS = 100;
const PATIENCE_MS = 60_000;
const requestsCounted = /^webstore_http_requests_total\{[^}]*route="\/products"[^}]*\} (\S+)/gm;

/** Sends requests whose traces are kept on request, and polls each store until it has them. */
export async function delay(lab: Lab, requests: number): Promise<Delay> {
  const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
  const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
  const logs = new Logs({ baseUrl: lab.url('loki') });
  const query = 'sum(webstore_http_requests_total{service="catalog",route="/products"})';
  const shown = async () => (await metrics.instant(query))[0]?.value ?? 0;
  await request(lab);
  // A restarted service counts from 0; the previous process's samples in Prometheus would count as seen.
  await since(performance.now(), async () => (await shown()) === (await countedByTheService(lab)));
  const seen = await Promise.all(
    Array.from({ length: requests }, async (_, at) => {
      await pause(at * APART_MS);
      const traceId = await request(lab);
      const began = performance.now();
      const counted = await countedByTheService(lab);
      const [metric, trace, log] = await Promise.all([
        since(began, async () => (await shown()) >= counted),
        since(began, async () => (await traces.get(traceId)) !== undefined),
        since(began, async () => (await logs.ofTrace(traceId, last(600))).length > 0),
      ]);
      return { metric, trace, log };
    }),
  );
  return {
    requests,
    metric: spread(seen.map(({ metric }) => metric)),
    trace: spread(seen.map(({ trace }) => trace)),
    log: spread(seen.map(({ log }) => log)),
  };
}

async function request(lab: Lab): Promise<string> {
  const traceId = newTraceId();
  const answer = await fetch(`${lab.url('catalog')}/products?pageSize=1`, {
    headers: {
      authorization: `Bearer ${lab.settings().ADMIN_TOKEN}`,
      traceparent: `00-${traceId}-${newSpanId()}-01`,
      'webstore-keep': 'true',
    },
  });
  await answer.text();
  if (!answer.ok) throw new Failure(`catalog answered ${answer.status}.`);
  return traceId;
}

/** The minimum that Prometheus must show: the requests that the service itself has counted. */
async function countedByTheService(lab: Lab): Promise<number> {
  const exposed = await textOf(`${lab.url('catalog')}/metrics`);
  return [...exposed.matchAll(requestsCounted)].reduce((sum, [, value]) => sum + parseFloat(value!), 0);
}

async function since(began: number, isThere: () => Promise<boolean>): Promise<number> {
  while (!(await isThere())) {
    if (performance.now() - began > PATIENCE_MS)
      throw new Failure('A request did not become visible within a minute.');
    await pause(ASKED_EVERY_MS);
  }
  return performance.now() - began;
}
