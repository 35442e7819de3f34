import { randomUUID } from 'node:crypto';
import { deadLetterTopic, type OrderLine, topics } from '@webstore/contracts';
import { anOrderCompleted, eventually } from '@webstore/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExpirySweep } from '../src/reservations/expiry.sweep';
import { type RunningCatalog, runningCatalog } from './running-catalog';

describe('the stock of an order', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await runningCatalog();
  });
  afterEach(() => catalog.expectBalance());
  afterAll(() => catalog.close());

  const lineOf = (productId: string, quantity: number): OrderLine => ({
    productId,
    quantity,
    unitPriceCents: 1_000,
  });

  const completed = (orderId: string, line: OrderLine, id: string = randomUUID(), key = orderId) =>
    catalog.kafka.publish(topics.orderCompleted, key, anOrderCompleted({ orderId, lines: [line] }), {
      ce_id: id,
    });
  const cancelled = (orderId: string) =>
    catalog.kafka.publish(topics.orderCancelled, orderId, { orderId, reason: 'timeout' });
  const refunded = (orderId: string, line: OrderLine) =>
    catalog.kafka.publish(topics.orderRefunded, orderId, { orderId, lines: [line] });

  const inState = (orderId: string, state: string) =>
    eventually(async () => expect(await catalog.state(orderId)).toBe(state));

  it('is sold once for a completed order, even if the event is delivered twice', async () => {
    const id = await catalog.product(10);
    const [orderId, last] = [randomUUID(), randomUUID()];
    await catalog.reserve(orderId, [id, 3]);
    await completed(orderId, lineOf(id, 3), 'the-same-event');
    await completed(orderId, lineOf(id, 3), 'the-same-event');
    await completed(orderId, lineOf(id, 3), 'another-event-of-the-same-order');
    // The same key means the same partition: when this one is handled, the earlier ones are too.
    await catalog.reserve(last, [id, 1]);
    await completed(last, lineOf(id, 1), randomUUID(), orderId);
    await inState(last, 'committed');
    expect(await catalog.stock(id)).toMatchObject({ onHand: 6, reserved: 0, sold: 4, restocked: 0 });
  });

  it('is released for a cancelled order', async () => {
    const id = await catalog.product(4);
    const orderId = randomUUID();
    await catalog.reserve(orderId, [id, 4]);
    await cancelled(orderId);
    await inState(orderId, 'released');
    expect(await catalog.stock(id)).toMatchObject({ onHand: 4, reserved: 0, sold: 0 });
  });

  it('is returned for a refunded order', async () => {
    const id = await catalog.product(4);
    const orderId = randomUUID();
    await catalog.reserve(orderId, [id, 3]);
    await completed(orderId, lineOf(id, 3));
    await inState(orderId, 'committed');
    await refunded(orderId, lineOf(id, 3));
    await inState(orderId, 'returned');
    expect(await catalog.stock(id)).toMatchObject({ onHand: 4, reserved: 0, sold: 0 });
  });

  it('is delivered for a paid order whose reservation was released and whose stock is sold', async () => {
    const id = await catalog.product(3);
    const [late, other] = [randomUUID(), randomUUID()];
    await catalog.reserve(late, [id, 3]);
    await cancelled(late);
    await inState(late, 'released');
    await catalog.reserve(other, [id, 2]);
    await completed(late, lineOf(id, 3));
    await inState(late, 'committed');
    expect(await catalog.stock(id)).toMatchObject({
      seeded: 3,
      restocked: 100,
      sold: 3,
      onHand: 100,
      reserved: 2,
    });
  });

  it('is taken for an unknown paid order', async () => {
    const id = await catalog.product(3);
    const orderId = randomUUID();
    await completed(orderId, lineOf(id, 2));
    await eventually(async () => expect(await catalog.stock(id)).toMatchObject({ onHand: 1, sold: 2 }));
    expect(await catalog.state(orderId)).toBe('committed');
  });

  it('is not changed by an order for unknown products, which is parked at once', async () => {
    const parked = await catalog.kafka.consume(deadLetterTopic(topics.orderCompleted, 'catalog'));
    const id = await catalog.product(3);
    const [foreign, ours] = [randomUUID(), randomUUID()];
    await completed(foreign, lineOf('not-ours', 1));
    await completed(ours, lineOf(id, 1), randomUUID(), foreign);
    await eventually(async () => expect(await catalog.stock(id)).toMatchObject({ sold: 1 }), {
      timeoutMs: 3_000,
    });
    await eventually(() => expect(parked.map(({ key }) => key)).toContain(foreign));
  });

  it('is not sold if the refund arrives before the completion, for known and unknown orders', async () => {
    const id = await catalog.product(3);
    const [held, unknown] = [randomUUID(), randomUUID()];
    await catalog.reserve(held, [id, 1]);
    for (const orderId of [held, unknown]) {
      await refunded(orderId, lineOf(id, 1));
      await inState(orderId, 'returned');
      await completed(orderId, lineOf(id, 1));
    }
    await completed(randomUUID(), lineOf(id, 1), randomUUID(), unknown);
    await eventually(async () =>
      expect(await catalog.stock(id)).toMatchObject({ sold: 1, onHand: 2, reserved: 0 }),
    );
    expect([await catalog.state(held), await catalog.state(unknown)]).toEqual(['returned', 'returned']);
  });

  it('keeps consistent totals while completions, cancellations, refunds and the sweep race', async () => {
    const id = await catalog.product(30);
    const orders = Array.from({ length: 20 }, () => randomUUID());
    await Promise.all(orders.map((orderId) => catalog.reserve(orderId, [id, 1])));
    await Promise.all(
      orders.flatMap((orderId, i) => [
        i % 4 === 3 ? cancelled(orderId) : completed(orderId, lineOf(id, 1)),
        ...(i % 4 === 0 ? [refunded(orderId, lineOf(id, 1))] : []),
        catalog.app.get(ExpirySweep).run(),
      ]),
    );
    await eventually(async () =>
      expect(await catalog.stock(id)).toMatchObject({ sold: 10, onHand: 20, reserved: 0 }),
    );
  });
});
