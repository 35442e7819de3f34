import {
  categories,
  maxOnHand,
  maxUnitPriceCents,
  priceCheckHeader,
  type Product,
  type ProductPage,
  type Stock,
  syntheticProductId,
} from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestockingSweep } from '../src/stock/restocking.sweep';
import { randomUUID } from 'node:crypto';
import { ReservationsService } from '../src/reservations/reservations.service';
import { type RunningCatalog, runningCatalog, tokens } from './running-catalog';

describe('products', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await runningCatalog();
  });
  afterAll(() => catalog.close());

  const search = async (query: string) =>
    (await catalog.call('GET', `/products?${query}`)).json<ProductPage>();
  const find = async (id: string) => (await catalog.call('GET', `/products/${id}`)).json<Product>();
  const reads = async () => {
    const text = (await catalog.call('GET', '/metrics')).body;
    const count = (result: string) =>
      Number(new RegExp(`webstore_catalog_cache_total{result="${result}"} (\\d+)`).exec(text)?.[1]);
    return { hit: count('hit'), miss: count('miss'), unreadable: count('unreadable') };
  };

  it('are about sixty initially, in every category, with stock in the ledger', async () => {
    const { total } = await search('pageSize=1');
    expect(total).toBeGreaterThanOrEqual(60);
    for (const category of categories)
      expect((await search(`category=${category}`)).total).toBeGreaterThan(5);
    const stock = (await catalog.call('GET', '/stock', tokens.tester)).json<Stock[]>();
    expect(stock.every(({ seeded }) => seeded > 0)).toBe(true);
    await catalog.expectBalance();
  });

  it('hide the synthetic product from customers; the synthetic customer can buy it', async () => {
    expect((await search('q=synthetic')).items).toEqual([]);
    const shown = await Promise.all([1, 2].map((page) => search(`page=${page}&pageSize=100`)));
    expect(shown.flatMap(({ items }) => items.map(({ id }) => id))).not.toContain(syntheticProductId);
    expect(await find(syntheticProductId)).toMatchObject({ id: syntheticProductId, available: 100 });
  });

  it('are paged without duplicates or gaps', async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((page) => search(`page=${page}&pageSize=10`)));
    const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(pages[0]?.total);
  });

  it('are found by prefixes and inflected forms of words in name and description', async () => {
    const ids = async (query: string) => (await search(query)).items.map(({ id }) => id);
    expect(await ids('q=moka')).toContain('moka-pot');
    expect(await ids('q=head%20tor')).toEqual(['head-torch']);
    expect(await ids('q=gasket')).toEqual(['moka-pot']);
    expect(await ids('q=kettles&category=coffee')).toEqual(['gooseneck-kettle']);
    expect(await ids('q=%27%3B%20drop%20table%20products%20--')).toEqual([]);
    expect(await ids('q=%3F%3F%3F')).toEqual([]);
  });

  it('report what is wrong with a query', async () => {
    const response = await catalog.call('GET', '/products?pageSize=1000&category=cars');
    expect(response.statusCode).toBe(400);
    expect(response.json().errors.map(({ path }: { path: string }) => path)).toEqual([
      'category',
      'pageSize',
    ]);
    expect((await catalog.call('GET', '/products/no%00thing')).statusCode).toBe(400);
    expect((await catalog.call('GET', '/products/no-such-thing')).statusCode).toBe(404);
  });

  it('are read from the cache the second time, with current stock', async () => {
    const id = await catalog.product(7);
    const before = await reads();
    await find(id);
    await catalog.reserve(crypto.randomUUID(), [id, 2]);
    expect(await find(id)).toMatchObject({ available: 5 });
    const after = await reads();
    expect({ hit: after.hit - before.hit, miss: after.miss - before.miss }).toEqual({ hit: 1, miss: 1 });
  });

  it('are read from the database if the cache entry is unreadable, which is replaced and counted', async () => {
    const id = await catalog.product(7);
    const redis = catalog.app.get(Redis);
    for (const text of ['{"id":"', 'true', '[]', '{"id":"x","priceCents":"1"}']) {
      await redis.set(`catalog:product:${id}`, text);
      const before = await reads();
      expect(await find(id)).toMatchObject({ id, available: 7 });
      expect(await find(id)).toMatchObject({ id, available: 7 });
      const after = await reads();
      expect([
        after.hit - before.hit,
        after.miss - before.miss,
        after.unreadable - before.unreadable,
      ]).toEqual([1, 0, 1]);
      expect(await redis.pttl(`catalog:product:${id}`)).toBeGreaterThan(0);
    }
  });

  it('show a change at once', async () => {
    const id = await catalog.product(1);
    await find(id);
    const changed = await catalog.call('PATCH', `/products/${id}`, tokens.admin, { priceCents: 1_200 });
    expect(changed.json()).toMatchObject({ priceCents: 1_200 });
    expect(await find(id)).toMatchObject({ priceCents: 1_200, name: `Thing ${id}` });
  });

  it('are changed by admins only', async () => {
    const call = (token?: string) => catalog.call('PATCH', '/products/moka-pot', token, { priceCents: 1 });
    expect((await call(tokens.user)).statusCode).toBe(403);
    expect((await call(tokens.tester)).statusCode).toBe(403);
    expect((await call()).statusCode).toBe(401);
    expect(await find('moka-pot')).toMatchObject({ priceCents: 2_450 });
  });

  it('can be restocked, and are restocked automatically before they sell out', async () => {
    const id = await catalog.product(2);
    const restocked = await catalog.call('POST', `/products/${id}/restocks`, tokens.admin, { quantity: 1 });
    expect(restocked.json()).toMatchObject({ available: 3 });
    const sweep = catalog.app.get(RestockingSweep);
    await Promise.all([sweep.run(), sweep.run()]);
    await sweep.run();
    expect(await catalog.stock(id)).toMatchObject({ seeded: 2, restocked: 101, onHand: 103 });
  });

  it('are refused more stock or a higher price than the maximum', async () => {
    const id = await catalog.product(100_000);
    const change = (priceCents: number) =>
      catalog.call('PATCH', `/products/${id}`, tokens.admin, { priceCents });
    expect((await change(maxUnitPriceCents)).statusCode).toBe(200);
    expect((await change(maxUnitPriceCents + 1)).json()).toMatchObject({
      status: 400,
      errors: [{ path: 'priceCents' }],
    });
    const { app } = catalog;
    const full = 'UPDATE stock_levels SET on_hand = $2 WHERE product_id = $1';
    await app.get(DataSource).query(full, [id, maxOnHand - 1]);
    const restock = (quantity: number) =>
      catalog.call('POST', `/products/${id}/restocks`, tokens.admin, { quantity });
    expect((await restock(2)).json()).toMatchObject({
      status: 409,
      detail: expect.stringContaining(`${maxOnHand}`),
    });
    await app.get(DataSource).query(full, [id, 100_000]);
    expect((await restock(2)).statusCode).toBe(201);
  });

  it('are restocked even if the delivery of one of them fails', async () => {
    const [broken, sound] = [await catalog.product(1), await catalog.product(1)];
    const source = catalog.app.get(DataSource);
    const level = 'UPDATE stock_levels SET on_hand = $2, reserved = $2 WHERE product_id = $1';
    await source.query(level, [broken, 2_147_483_647]);
    await catalog.app.get(RestockingSweep).run();
    expect(await catalog.available(sound)).toBe(101);
    await source.query('UPDATE stock_levels SET on_hand = 1, reserved = 0 WHERE product_id = $1', [broken]);
  });

  it('can have totals above the range of an integer', async () => {
    const id = await catalog.product(1);
    const movement = `INSERT INTO stock_movements (product_id, kind, quantity, reference) VALUES ($1, $2, 2000000000, $3)`;
    const references = ['a', 'b'];
    for (const kind of ['restocked', 'sold'])
      for (const reference of references)
        await catalog.app.get(DataSource).query(movement, [id, kind, reference]);
    expect(await catalog.stock(id)).toMatchObject({
      restocked: 4_000_000_000,
      sold: 4_000_000_000,
      onHand: 1,
    });
  });

  it('can be read during an outage of Redis', async () => {
    catalog.app.get(Redis).disconnect();
    expect(await find('moka-pot')).toMatchObject({ name: 'Moka pot' });
    const health = await catalog.call('GET', '/health/ready');
    // An outage of the cache makes the service slower, not unready.
    expect(health.statusCode).toBe(200);
    expect(health.json().details).toMatchObject({
      postgres: { status: 'up' },
      redis: { status: 'up', degraded: expect.any(String) },
      kafka: { status: 'up' },
    });
    await catalog.app.get(Redis).connect();
    await eventually(async () => {
      const { redis } = (await catalog.call('GET', '/health/ready')).json().details;
      expect(redis).toEqual({ status: 'up' });
    });
  });

  it('count views of customers, not price checks of cart', async () => {
    const views = async () => {
      const series =
        /webstore_funnel_stage_total{stage="product_view",country="other",segment="other"} (\d+)/;
      return Number(series.exec((await catalog.call('GET', '/metrics')).body)?.[1]);
    };
    await find('tea-towels');
    const before = await views();
    await find('tea-towels');
    await catalog.app.inject({ url: '/products/tea-towels', headers: { [priceCheckHeader]: 'cart' } });
    await find('no-such-thing');
    expect(await views()).toBe(before + 1);
  });

  it('can be withdrawn: not found or reserved any more, while reservations continue and totals agree', async () => {
    const id = await catalog.product(3);
    const [held, late] = [randomUUID(), randomUUID()];
    expect((await catalog.reserve(held, [id, 2])).statusCode).toBe(200);
    expect((await catalog.call('DELETE', `/products/${id}`, tokens.user)).statusCode).toBe(403);
    expect((await catalog.call('DELETE', `/products/${id}`, tokens.admin)).statusCode).toBe(204);
    for (const [method, url, body] of [
      ['GET', `/products/${id}`],
      ['DELETE', `/products/${id}`],
      ['PATCH', `/products/${id}`, { priceCents: 1 }],
      ['POST', `/products/${id}/restocks`, { quantity: 1 }],
    ] as const)
      expect((await catalog.call(method, url, tokens.admin, body)).statusCode, method).toBe(404);
    const { items } = (await catalog.call('GET', '/products?pageSize=100')).json<ProductPage>();
    expect(items.map((product) => product.id)).not.toContain(id);
    expect((await catalog.reserve(late, [id, 1])).statusCode).toBe(404);

    await catalog.app
      .get(DataSource)
      .transaction((manager) =>
        catalog.app
          .get(ReservationsService)
          .commit(manager, held, [{ productId: id, quantity: 2, unitPriceCents: 1_000 }]),
      );
    expect(await catalog.stock(id)).toMatchObject({ onHand: 1, reserved: 0, sold: 2, restocked: 0 });
    await catalog.app.get(RestockingSweep).run();
    expect(await catalog.stock(id)).toMatchObject({ onHand: 1, restocked: 0 });
    await catalog.expectBalance();
  });
});
