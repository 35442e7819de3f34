import { randomUUID } from 'node:crypto';
import { eventually } from '@webstore/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCart, runningCart } from './running-cart';

describe('a completed order', () => {
  let cart: RunningCart;

  beforeAll(async () => {
    cart = await runningCart();
  });
  afterAll(() => cart.close());

  const quantities = async (id: string) =>
    Object.fromEntries((await cart.find(id)).items.map(({ productId, quantity }) => [productId, quantity]));

  it('clears its cart', async () => {
    const id = await cart.cart({ kettle: 2, kite: 1 });
    await cart.complete(id, { kettle: 2, kite: 1 });
    await eventually(async () => expect(await quantities(id)).toEqual({}));
    expect((await cart.put(id, 'kettle', 1)).statusCode).toBe(200);
  });

  it('keeps items that the customer added meanwhile', async () => {
    const id = await cart.cart({ kettle: 5, kite: 1 });
    await cart.complete(id, { kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 3, kite: 1 }));
    expect((await cart.find(id)).items[0]).toMatchObject({ name: 'The kettle', unitPriceCents: 4_000 });
  });

  it('removes its items once, even if its event is repeated in the same or another message', async () => {
    const id = await cart.cart({ kettle: 9 });
    const order = { orderId: randomUUID(), id: randomUUID() };
    await cart.complete(id, { kettle: 2 }, order);
    await cart.complete(id, { kettle: 2 }, order);
    await cart.complete(id, { kettle: 2 }, { orderId: order.orderId });
    await cart.complete(id, { kettle: 1 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 6 }));
  });

  it('removes an unreadable item, and the others as ordered', async () => {
    const id = await cart.cart({ kettle: 5, kite: 1 });
    await cart.app.get(Redis).hset(`cart:${id}`, 'kite', '{"productId":"ki');
    await cart.complete(id, { kite: 1, kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 3 }));
    expect(await cart.app.get(Redis).hexists(`cart:${id}`, 'kite')).toBe(0);
  });

  it('of an expired cart changes nothing and blocks no other order', async () => {
    const [gone, id] = [randomUUID(), await cart.cart({ kettle: 2 })];
    await cart.complete(gone, { kettle: 2 });
    await cart.complete(id, { kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({}));
    expect((await cart.call('GET', `/carts/${gone}`)).statusCode).toBe(404);
  });
});
