import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

describe('placing orders that take two connections each, of two', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout({ databasePoolSize: 2, replayLookup: 'twice' });
  });
  afterAll(() => checkout.stop());

  const statusOf = async (cart = checkout.aCart(), key = randomUUID()) =>
    (await checkout.post(cart, key)).status;

  it('is done by one at a time, once for each key', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    expect([await statusOf(cart, key), await statusOf(cart, key)]).toEqual([201, 200]);
  });

  it('is refused, after a while, to many at once that hold what the others wait for, and works again after them', async () => {
    const statuses = await Promise.all(Array.from({ length: 10 }, () => statusOf()));
    expect(statuses).toContain(503);
    expect(statuses.filter((status) => ![201, 503].includes(status))).toEqual([]);
    expect(await statusOf()).toBe(201);
  });
});
