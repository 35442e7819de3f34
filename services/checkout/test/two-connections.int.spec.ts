import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

describe('placing orders that need two connections each, with a pool of two', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout({ databasePoolSize: 2, replayLookup: 'twice' });
  });
  afterAll(() => checkout.stop());

  const statusOf = async (cart = checkout.aCart(), key = randomUUID()) =>
    (await checkout.post(cart, key)).status;

  it('works for one request at a time, once per key', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    expect([await statusOf(cart, key), await statusOf(cart, key)]).toEqual([201, 200]);
  });

  it('fails after a timeout for many concurrent requests that block each other, and works again afterwards', async () => {
    const statuses = await Promise.all(Array.from({ length: 10 }, () => statusOf()));
    expect(statuses).toContain(503);
    expect(statuses.filter((status) => ![201, 503].includes(status))).toEqual([]);
    expect(await statusOf()).toBe(201);
  });
});
