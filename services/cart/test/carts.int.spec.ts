import { randomUUID } from 'node:crypto';
import { maxOrderCents, priceCheckHeader } from '@webstore/contracts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningCart, runningCart, tokens } from './running-cart';

describe('carts', () => {
  let cart: RunningCart;

  beforeAll(async () => {
    cart = await runningCart();
  });
  afterAll(() => cart.close());

  it('open empty and live for a week', async () => {
    const response = await cart.call('POST', '/carts');
    expect(response.statusCode).toBe(201);
    const { id, ...rest } = response.json();
    expect(rest).toEqual({ items: [], totalCents: 0, currency: 'EUR' });
    expect(await cart.find(id)).toEqual({ id, ...rest });
    expect(await cart.app.get(Redis).ttl(`cart:${id}`)).toBeGreaterThan(7 * 24 * 3600 - 60);
  });

  it('take name and price of an item from catalog', async () => {
    const id = await cart.cart({});
    const response = await cart.put(id, 'kettle', 2);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      id,
      items: [{ productId: 'kettle', name: 'The kettle', quantity: 2, unitPriceCents: 4_000 }],
      totalCents: 8_000,
      currency: 'EUR',
    });
    const { headers } = cart.catalog.seen.at(-1)!;
    expect(headers).toHaveProperty(priceCheckHeader, 'cart');
    // catalog needs the caller's token, because product views of the synthetic customer are not counted.
    expect(headers).toHaveProperty('authorization', `Bearer ${tokens.user}`);
  });

  it('hold an item once, with the latest quantity', async () => {
    const id = await cart.cart({ kettle: 2, kite: 1 });
    await cart.put(id, 'kettle', 5);
    expect((await cart.find(id)).items.map(({ productId, quantity }) => [productId, quantity])).toEqual([
      ['kettle', 5],
      ['kite', 1],
    ]);
  });

  it('use the current price when an item is put in again, up to the maximum order amount', async () => {
    const id = await cart.cart({ kettle: 2 });
    const { prices } = cart.catalog;
    prices.set('kettle', 5_000);
    expect((await cart.find(id)).totalCents).toBe(8_000);
    expect((await cart.put(id, 'kettle', 2)).json()).toMatchObject({ totalCents: 10_000 });
    prices.set('kettle', maxOrderCents);
    expect((await cart.put(id, 'kettle', 2)).json()).toMatchObject({
      status: 409,
      detail: expect.stringContaining(`at most ${maxOrderCents}`),
    });
    expect((await cart.put(id, 'kettle', 1)).statusCode).toBe(200);
    expect((await cart.put(id, 'kite', 1)).statusCode).toBe(409);
    prices.set('kettle', 4_000);
  });

  it('show the readable items if one is unreadable, and accept that item again', async () => {
    const id = await cart.cart({ kettle: 2, kite: 1 });
    for (const text of ['', '{"productId":"ki', 'null', '{"productId":"kite","quantity":-1}']) {
      await cart.app.get(Redis).hset(`cart:${id}`, 'kite', text);
      expect((await cart.call('GET', `/carts/${id}`)).statusCode).toBe(200);
      expect((await cart.find(id)).items.map(({ productId }) => productId)).toEqual(['kettle']);
    }
    expect((await cart.put(id, 'kite', 1)).json()).toMatchObject({ totalCents: 10_990 });
  });

  it('lose a removed item, also for repeated requests', async () => {
    const id = await cart.cart({ kettle: 2, kite: 1 });
    for (const _ of [1, 2]) {
      const response = await cart.call('DELETE', `/carts/${id}/items/kettle`);
      expect(response.json()).toMatchObject({ totalCents: 2_990 });
    }
  });

  it('refuse unknown and invalid items', async () => {
    const id = await cart.cart({});
    expect((await cart.put(id, 'unicorn', 1)).json()).toMatchObject({
      status: 404,
      detail: 'there is no product unicorn',
    });
    expect((await cart.put(randomUUID(), 'kettle', 1)).statusCode).toBe(404);
    expect((await cart.put('my-cart', 'kettle', 1)).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'id' }],
    });
    expect((await cart.put(id, 'kettle', 0)).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'quantity' }],
    });
    expect((await cart.call('POST', '/carts', undefined, tokens.tester)).statusCode).toBe(403);
    expect((await cart.call('POST', '/carts', undefined, 'unknown')).statusCode).toBe(401);
  });

  it('hold no more than an order may have', async () => {
    const id = await cart.cart({});
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => cart.put(id, `extra-${i}`, 1)));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(50);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(10);
    const held = (await cart.find(id)).items[0]?.productId as string;
    expect((await cart.put(id, held, 2)).statusCode).toBe(200);
  });

  it('report an outage of catalog instead of guessing a price', async () => {
    const id = await cart.cart({});
    cart.catalog.fail(500);
    const response = await cart.put(id, 'kettle', 1);
    const health = await cart.call('GET', '/health/ready');
    cart.catalog.fail();
    expect(response.json()).toMatchObject({ status: 503, type: 'urn:webstore:problem:upstream_unavailable' });
    expect(health.json().details).toMatchObject({ redis: { status: 'up' }, catalog: { status: 'down' } });
    expect((await cart.find(id)).items).toEqual([]);
  });

  it('count items put in by country and segment', async () => {
    const text = (await cart.call('GET', '/metrics')).body;
    expect(text).toMatch(
      /webstore_funnel_stage_total{stage="add_to_cart",country="other",segment="other"} \d+/,
    );
  });
});
