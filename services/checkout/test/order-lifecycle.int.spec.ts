import { orderCancelled, orderCompleted, orderRefunded, ordersSummary, topics } from '@webstore/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

const { orderPlaced: placed, refundRequested } = topics;

describe('an order', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterAll(() => checkout.stop());

  const askRefund = (id: string, who: 'user' | 'admin' = 'admin') =>
    checkout.call(who, `/orders/${id}/refunds`, { method: 'POST' });
  const last = async (id: string) => (await checkout.said(id)).at(-1)!.value;

  it('is completed after the payment, and counted once', async () => {
    const series = 'webstore_orders_total{country="DE",segment="returning",result="completed"}';
    const durations = 'webstore_order_duration_seconds_count{country="DE",result="completed"}';
    const [before, timed] = [await checkout.metric(series), await checkout.metric(durations)];
    const id = await checkout.place();
    await checkout.settle(id);
    await checkout.waitFor(id, 'completed');
    await checkout.settle(id);
    await checkout.decline(id);
    await checkout.settle(await checkout.place());
    await expect.poll(() => checkout.metric(series), { timeout: 10_000 }).toBe(before + 2);
    expect(await checkout.metric(durations)).toBe(timed + 2);
    expect(await checkout.topicsOf(id)).toEqual([placed, topics.orderCompleted]);
    expect(orderCompleted.parse(await last(id))).toMatchObject({ orderId: id, amountCents: 4_900 });
    expect(await checkout.waitFor(id, 'completed')).toMatchObject({ reason: null, late: false });
  });

  it('is cancelled after a declined payment', async () => {
    const id = await checkout.place();
    await checkout.decline(id);
    expect(await checkout.waitFor(id, 'cancelled')).toMatchObject({ reason: 'payment_declined' });
    expect(orderCancelled.parse(await last(id))).toEqual({ orderId: id, reason: 'payment_declined' });
  });

  it('that was cancelled gets another refund request if the first one was lost', async () => {
    const id = await checkout.place();
    await checkout.decline(id);
    await checkout.waitFor(id, 'cancelled');
    expect((await askRefund(id)).status).toBe(202);
    expect(await checkout.topicsOf(id)).toEqual([placed, topics.orderCancelled, refundRequested]);
    await checkout.refunded(id);
    await checkout.settle(await checkout.place());
    await checkout.waitFor(id, 'cancelled');
  });

  it('is refunded once after the request of an admin and the refund by payment, also for repetitions', async () => {
    const id = await checkout.place();
    expect((await askRefund(id)).status).toBe(409);
    await checkout.settle(id);
    await checkout.waitFor(id, 'completed');
    expect((await askRefund(id, 'user')).status).toBe(403);
    expect((await askRefund(id)).status).toBe(202);
    expect((await askRefund(id)).status).toBe(202);
    await checkout.refunded(id);
    await checkout.refunded(id);
    await checkout.waitFor(id, 'refunded');
    expect((await askRefund(id)).status).toBe(202);
    expect(orderRefunded.parse(await last(id)).lines).toHaveLength(1);
    const said = await checkout.topicsOf(id);
    expect(said.filter((topic) => topic === topics.orderRefunded)).toHaveLength(1);
    expect(said.filter((topic) => topic === refundRequested)).toHaveLength(2);
  });

  it('adds its revenue and its sold units to the totals', async () => {
    const orderTotals = async () =>
      ordersSummary.parse(await (await checkout.call('tester', '/orders/summary')).json());
    const before = await orderTotals();
    const id = await checkout.place();
    await checkout.settle(id);
    await checkout.waitFor(id, 'completed');
    const after = await orderTotals();
    expect(after.completedCents - before.completedCents).toBe(4_900);
    expect(after.sold['moka-pot']! - (before.sold['moka-pot'] ?? 0)).toBe(2);
    expect(after.states.completed - before.states.completed).toBe(1);
  });

  it('needs postgres, kafka, cart and catalog', async () => {
    const up = { status: 'up' };
    expect(await (await checkout.call('user', '/health/ready')).json()).toMatchObject({
      status: 'ok',
      details: { postgres: up, kafka: up, cart: up, catalog: up },
    });
  });
});
