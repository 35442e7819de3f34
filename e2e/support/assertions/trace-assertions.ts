import { Logs, Metrics, parentOf, servicesOf, type Trace } from '@webstore/signals';
import { expect } from 'vitest';
import { services } from '@webstore/lab-core/clients/services.ts';
import { traces } from './sampling-decision.ts';
import { lab } from '../labs/running-lab.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { type TracedOrder } from '../customers/sampled-traffic.ts';

const logs = new Logs({ baseUrl: lab.url('loki') });
const metrics = new Metrics({ baseUrl: lab.url('prometheus') });

/** Exemplars from that time. */
export function exemplars(from: Date, to: Date) {
  return metrics.exemplars('{__name__=~"webstore_.+"}', { from, to });
}

/** The exemplars whose traces are not stored. */
export async function notStored(traceIds: readonly string[]): Promise<string[]> {
  const lost = await mapConcurrently([...new Set(traceIds)], async (id) =>
    (await traces.get(id)) ? [] : [id],
  );
  return lost.flat();
}

/**
 * The orders with stored traces, and those traces. Late orders are excluded: a message older than five
 * seconds continues in a new trace, linked to the first (libs/telemetry/src/propagation/propagator.ts), and a
 * busy machine causes such messages.
 */
export async function storedOf(orders: readonly TracedOrder[]) {
  const all = await mapConcurrently(orders, async (one) => ({
    ...one,
    trace: await traces.get(one.traceId),
  }));
  return all.filter(
    (one): one is TracedOrder & { trace: Trace } => one.trace !== undefined && !one.order.late,
  );
}

/** One root, all four services, no span without its parent. */
export function isWhole({ order, trace }: TracedOrder & { trace: Trace }): void {
  const roots = trace.spans.filter((span) => !parentOf(trace, span));
  expect(
    roots.map(({ name, parentId }) => ({ name, parentId })),
    trace.id,
  ).toEqual([{ name: 'POST /orders', parentId: undefined }]);
  expect(servicesOf(trace).toSorted(), `${order.state} ${trace.id}`).toEqual([...services].toSorted());
}

/** Finds log lines of every service by the trace id, and from each line a span of the trace. */
export async function isLogged({ trace }: { trace: Trace }): Promise<void> {
  // Cart was called before the order was placed.
  const from = new Date(Math.min(...trace.spans.map(({ startMs }) => startMs)) - 1_000);
  const lines = await logs.ofTrace(trace.id, { from, to: new Date() });
  const of = new Set(lines.map(({ labels }) => labels['service_name']));
  expect([...of].toSorted(), `lines of ${trace.id}`).toEqual([...services].toSorted());
  const spans = new Set(trace.spans.map(({ id }) => id));
  const strays = lines.filter(({ metadata }) => !spans.has(metadata['span_id'] ?? ''));
  expect(strays, `lines of ${trace.id} that lead to none of its spans`).toEqual([]);
}
