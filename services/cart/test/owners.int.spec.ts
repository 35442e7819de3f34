import { randomUUID } from 'node:crypto';
import { demoCustomerId } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxCarts } from '../src/carts/cart';
import { type RunningCart, runningCart, tokens } from './running-cart';

describe("a customer's cart", () => {
  let cart: RunningCart;

  beforeAll(async () => {
    cart = await runningCart();
  });
  afterAll(() => cart.close());

  it.each([
    ['read', 'GET', (id: string) => `/carts/${id}`],
    ['changed', 'PUT', (id: string) => `/carts/${id}/items/kite`],
    ['emptied', 'DELETE', (id: string) => `/carts/${id}/items/kettle`],
  ] as const)('is %s by no other customer, who is answered as if there were none', async (_, method, url) => {
    const id = await cart.cart({ kettle: 2 });
    const body = method === 'PUT' ? { quantity: 1 } : undefined;
    const foreign = await cart.call(method, url(id), body, tokens.other);
    const missing = randomUUID();
    const unknown = await cart.call(method, url(missing), body, tokens.other);
    expect(foreign.statusCode).toBe(404);
    expect(foreign.body).toBe(unknown.body.replaceAll(missing, id));
    expect((await cart.find(id)).items).toMatchObject([{ productId: 'kettle', quantity: 2 }]);
  });

  it("causes no call to catalog if it is not the caller's", async () => {
    const id = await cart.cart({});
    const before = cart.catalog.seen.length;
    await cart.call('PUT', `/carts/${id}/items/kettle`, { quantity: 1 }, tokens.other);
    expect(cart.catalog.seen).toHaveLength(before);
  });

  it('can be read by the tester and the admin, whose own carts no customer sees', async () => {
    const id = await cart.cart({ kettle: 2 });
    for (const token of [tokens.tester, tokens.admin]) {
      expect((await cart.call('GET', `/carts/${id}`, undefined, token)).statusCode).toBe(200);
    }
    const own = (await cart.call('POST', '/carts', undefined, tokens.admin)).json<{ id: string }>().id;
    const put = await cart.call('PUT', `/carts/${own}/items/kettle`, { quantity: 1 }, tokens.admin);
    expect(put.statusCode).toBe(200);
    expect((await cart.call('GET', `/carts/${own}`)).statusCode).toBe(404);
  });

  it('is evicted for a newer one above the maximum, oldest change first', async () => {
    const redis = cart.app.get(Redis);
    const owned = `carts:of:${demoCustomerId}`;
    await redis.del(owned);
    const [oldest, second] = [await cart.cart({}), await cart.cart({})];
    // Scores are whole seconds: these two were last changed a minute ago.
    const minuteAgo = Math.floor(Date.now() / 1000) - 60;
    await redis.zadd(owned, minuteAgo, oldest, minuteAgo + 1, second);
    await cart.put(oldest, 'kettle', 1);
    for (let opened = 2; opened <= maxCarts; opened++) await cart.call('POST', '/carts');
    expect(await redis.zcard(owned)).toBe(maxCarts);
    expect((await cart.call('GET', `/carts/${second}`)).statusCode).toBe(404);
    expect((await cart.find(oldest)).items).toHaveLength(1);
  });

  it('is not evicted by its own opening, even if every other cart changed later', async () => {
    const redis = cart.app.get(Redis);
    const owned = `carts:of:${demoCustomerId}`;
    const later = Math.floor(Date.now() / 1000) + 60;
    await redis.del(owned);
    await redis.zadd(owned, ...Array.from({ length: maxCarts }, (_, n) => [later, `other-${n}`]).flat());
    const id = await cart.cart({ kettle: 1 });
    expect((await cart.find(id)).items).toHaveLength(1);
    expect(await redis.zcard(owned)).toBe(maxCarts);
    await redis.del(owned);
  });

  it('no longer counts after its order, and counts again when an item is added', async () => {
    const redis = cart.app.get(Redis);
    const id = await cart.cart({ kettle: 2 });
    const score = () => redis.zscore(`carts:of:${demoCustomerId}`, id);
    expect(await score()).not.toBeNull();
    await cart.complete(id, { kettle: 2 });
    await eventually(async () => expect(await score()).toBeNull());
    await cart.put(id, 'kite', 1);
    expect(await score()).not.toBeNull();
  });
});
