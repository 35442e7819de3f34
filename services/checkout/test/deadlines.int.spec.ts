import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { syntheticCustomerId, topics } from '@webstore/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LateOrdersSweep } from '../src/sweeps/late-orders.sweep';
import { OverdueOrdersSweep } from '../src/sweeps/overdue-orders.sweep';
import { type Checkout, startCheckout } from './start-checkout';

const { orderPlaced: placed, orderCancelled: cancelled, refundRequested } = topics;
const late = 'webstore_orders_late_total{country="DE"}';

describe('an order without a payment result', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    // As in startTelemetry: without it, the baggage of the customer is lost.
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    checkout = await startCheckout({ lateAfterMs: 300, cancelAfterMs: 2_000, sweepEveryMs: 50 });
  });
  afterAll(async () => {
    await checkout.stop();
    context.disable();
  });

  it('is marked late once, then cancelled, and a refund of a possible capture is requested', async () => {
    const before = await checkout.metric(late);
    const id = await checkout.place();
    await expect.poll(() => checkout.metric(late), { timeout: 5_000 }).toBe(before + 1);
    expect(await checkout.waitFor(id, 'pending')).toMatchObject({ late: true });
    await checkout.app.get(LateOrdersSweep).run();
    expect(await checkout.metric(late)).toBe(before + 1);
    expect(await checkout.waitFor(id, 'cancelled')).toMatchObject({ late: true, reason: 'timeout' });
    expect(await checkout.topicsOf(id)).toEqual([placed, cancelled, refundRequested]);
    expect(await checkout.metric(late)).toBe(before + 1);
  });

  it('of the synthetic customer is cancelled, but not counted in customer metrics', async () => {
    const cancelledOnes = 'webstore_orders_total{country="DE",segment="returning",result="cancelled"}';
    const before = [await checkout.metric(late), await checkout.metric(cancelledOnes)];
    const id = await checkout.place(syntheticCustomerId);
    expect(await checkout.waitFor(id, 'cancelled')).toMatchObject({ late: true, reason: 'timeout' });
    expect([await checkout.metric(late), await checkout.metric(cancelledOnes)]).toEqual(before);
  });

  it('stays cancelled after a late settlement, and another refund is requested', async () => {
    const id = await checkout.place();
    await checkout.waitFor(id, 'cancelled');
    await checkout.settle(id);
    const said = () => checkout.topicsOf(id);
    await expect
      .poll(said, { timeout: 5_000 })
      .toEqual([placed, cancelled, refundRequested, refundRequested]);
    await checkout.handled(await checkout.refunded(id));
    expect(await checkout.waitFor(id, 'cancelled')).toMatchObject({ reason: 'timeout' });
  });

  it('is handled even if the row of another order cannot be read or written', async () => {
    const [unreadableOnes, unwritableOnes] = ['cus-de-009', 'cus-de-010'];
    await checkout.database.query(`
      CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.origin = '[{"traceparent": 5}, null]'; RETURN NEW; END $$;
      CREATE TRIGGER spoil BEFORE INSERT ON orders FOR EACH ROW
        WHEN (NEW.customer_id = '${unreadableOnes}') EXECUTE FUNCTION spoil();
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'this row is broken'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON orders FOR EACH ROW
        WHEN (NEW.customer_id = '${unwritableOnes}') EXECUTE FUNCTION refuse()`);
    const unwritable = await checkout.place(unwritableOnes);
    const unreadable = await checkout.place(unreadableOnes);
    const sound = await checkout.place();
    for (const id of [sound, unreadable])
      expect(await checkout.waitFor(id, 'cancelled')).toMatchObject({ late: true, reason: 'timeout' });
    expect(await checkout.waitFor(unwritable, 'pending')).toMatchObject({ late: false });
    await checkout.database.query('DROP TRIGGER refuse ON orders');
    await checkout.waitFor(unwritable, 'cancelled');
  });

  it('is not changed if it was completed in time', async () => {
    const before = await checkout.metric(late);
    const id = await checkout.place();
    await checkout.settle(id);
    await checkout.waitFor(id, 'completed');
    const { app, database } = checkout;
    await database.query(`UPDATE orders SET placed_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    await Promise.all([app.get(LateOrdersSweep).run(), app.get(OverdueOrdersSweep).run()]);
    expect(await checkout.waitFor(id, 'completed')).toMatchObject({ late: false });
    expect(await checkout.metric(late)).toBe(before);
  });
});
