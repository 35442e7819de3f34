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

  it('leaves what the customer added meanwhile', async () => {
    const id = await cart.cart({ kettle: 5, kite: 1 });
    await cart.complete(id, { kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 3, kite: 1 }));
    expect((await cart.find(id)).items[0]).toMatchObject({ name: 'The kettle', unitPriceCents: 4_000 });
  });

  it('takes its items once, though its event comes again, as the same message or as another', async () => {
    const id = await cart.cart({ kettle: 9 });
    const order = { orderId: randomUUID(), id: randomUUID() };
    await cart.complete(id, { kettle: 2 }, order);
    await cart.complete(id, { kettle: 2 }, order);
    await cart.complete(id, { kettle: 2 }, { orderId: order.orderId });
    await cart.complete(id, { kettle: 1 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 6 }));
  });

  it('takes an item that cannot be read with it, and the others as ordered', async () => {
    const id = await cart.cart({ kettle: 5, kite: 1 });
    await cart.app.get(Redis).hset(`cart:${id}`, 'kite', '{"productId":"ki');
    await cart.complete(id, { kite: 1, kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({ kettle: 3 }));
    expect(await cart.app.get(Redis).hexists(`cart:${id}`, 'kite')).toBe(0);
  });

  it('of a cart that has expired changes nothing and holds nobody up', async () => {
    const [gone, id] = [randomUUID(), await cart.cart({ kettle: 2 })];
    await cart.complete(gone, { kettle: 2 });
    await cart.complete(id, { kettle: 2 });
    await eventually(async () => expect(await quantities(id)).toEqual({}));
    expect((await cart.call('GET', `/carts/${gone}`)).statusCode).toBe(404);
  });
});
