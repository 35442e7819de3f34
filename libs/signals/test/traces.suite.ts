import { beforeEach, describe, expect, it } from 'vitest';
import { kafkaHopsOf, parentOf, servicesOf } from '../src/traces/trace';
import type { Traces } from '../src/traces/traces';

/** The trace of one completed order in the tested store. */
export interface KnownTrace {
  traces: Traces;
  traceId: string;
  orderId: string;
  placedAt: Date;
}

/** The tests that every adapter must pass. Each adapter's spec runs them. */
export function readsTraces(store: string, arrange: () => KnownTrace) {
  describe(`traces in ${store}`, () => {
    let known: KnownTrace;
    beforeEach(() => void (known = arrange()));

    it('reads a complete trace with its spans sorted by start time', async () => {
      const trace = await known.traces.get(known.traceId);
      expect(trace?.id).toBe(known.traceId);
      expect(servicesOf(trace!)).toEqual(['checkout', 'cart', 'catalog', 'payment']);
      const starts = trace!.spans.map(({ startMs }) => startMs);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(Math.abs(starts[0]! - known.placedAt.getTime())).toBeLessThan(60_000);
    });

    it('reads kind, parent, attributes and duration of each span', async () => {
      const trace = (await known.traces.get(known.traceId))!;
      const root = trace.spans.find(({ parentId }) => parentId === undefined)!;
      expect(root).toMatchObject({
        name: 'POST /orders',
        kind: 'server',
        service: 'checkout',
        status: 'unset',
      });
      expect(root.attributes).toMatchObject({
        'http.request.method': 'POST',
        'http.response.status_code': 201,
      });
      expect(root.durationMs).toBeGreaterThan(1);
      const reserve = trace.spans.find(({ name }) => name === 'PUT /reservations/:orderId')!;
      expect(parentOf(trace, reserve)).toMatchObject({ service: 'checkout', kind: 'client' });
      expect(root.links).toEqual([]);
    });

    it('returns a message as a hop from its producer to each of its consumers', async () => {
      const hops = kafkaHopsOf((await known.traces.get(known.traceId))!);
      expect(hops).toHaveLength(4);
      expect(hops).toEqual(
        expect.arrayContaining([
          { topic: 'checkout.order-placed.v1', from: 'checkout', to: 'payment' },
          { topic: 'payment.settled.v1', from: 'payment', to: 'checkout' },
          { topic: 'checkout.order-completed.v1', from: 'checkout', to: 'cart' },
          { topic: 'checkout.order-completed.v1', from: 'checkout', to: 'catalog' },
        ]),
      );
    });

    it('finds a trace by an attribute of one of its spans', async () => {
      const period = {
        from: new Date(known.placedAt.getTime() - 60_000),
        to: new Date(known.placedAt.getTime() + 60_000),
      };
      const attributes = { 'webstore.order.id': known.orderId };
      const found = await known.traces.find({ service: 'checkout', attributes, ...period });
      expect(found).toEqual([known.traceId]);
    });

    it('returns undefined for a trace that the store does not have', async () => {
      expect(await known.traces.get('4bf92f3577b34da6a3ce929d0e0e4736')).toBeUndefined();
    });

    it('refuses an invalid trace id without a request', async () => {
      await expect(known.traces.get('../services')).rejects.toThrow('no trace id');
    });
  });
}
