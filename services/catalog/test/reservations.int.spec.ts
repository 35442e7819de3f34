import { randomUUID } from 'node:crypto';
import type { Reservation } from '@webstore/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ExpirySweep } from '../src/reservations/expiry.sweep';
import { DataSource } from 'typeorm';
import { customer, type RunningCatalog, runningCatalog, tokens } from './running-catalog';

describe('reservations', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await runningCatalog({ reservationMs: 1_000 });
  });
  afterEach(() => catalog.expectBalance());
  afterAll(() => catalog.close());

  it('reserves stock at the current price', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    const response = await catalog.reserve(orderId, [id, 2]);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      orderId,
      state: 'held',
      lines: [{ productId: id, quantity: 2, unitPriceCents: 1_000 }],
    });
    expect(await catalog.available(id)).toBe(3);
  });

  it('reserves exactly the last five units for twenty concurrent requests', async () => {
    const id = await catalog.product(5);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => catalog.reserve(randomUUID(), [id, 1])),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([...Array(5).fill(200), ...Array(15).fill(409)]);
    expect(await catalog.available(id)).toBe(0);
    expect(await catalog.stock(id)).toMatchObject({ onHand: 5, reserved: 5 });
  });

  it('reports the shortage, and reserves nothing of an order that cannot be served completely', async () => {
    const [plenty, scarce] = [await catalog.product(10), await catalog.product(1)];
    const response = await catalog.reserve(randomUUID(), [plenty, 2], [scarce, 2]);
    expect(response.json()).toMatchObject({
      type: 'urn:webstore:problem:out_of_stock',
      detail: `only 1 of ${scarce} are left`,
    });
    expect(await catalog.available(plenty)).toBe(10);
  });

  it('never deadlocks for the same products in different sequences', async () => {
    const [a, b] = [await catalog.product(100), await catalog.product(100)];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 2 ? catalog.reserve(randomUUID(), [a, 1], [b, 1]) : catalog.reserve(randomUUID(), [b, 1], [a, 1]),
      ),
    );
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect([await catalog.available(a), await catalog.available(b)]).toEqual([60, 60]);
  });

  it('returns the same reservation for concurrent and later requests, and reserves once', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => catalog.reserve(orderId, [id, 3])));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect((await catalog.reserve(orderId, [id, 1])).json<Reservation>().lines[0]?.quantity).toBe(3);
    expect(await catalog.available(id)).toBe(2);
  });

  it('merges two lines of one product', async () => {
    const id = await catalog.product(5);
    const response = await catalog.reserve(randomUUID(), [id, 1], [id, 3]);
    expect(response.json<Reservation>().lines).toEqual([
      { productId: id, quantity: 4, unitPriceCents: 1_000 },
    ]);
    expect(await catalog.available(id)).toBe(1);
  });

  it('refuses unknown products and unauthorised callers', async () => {
    expect((await catalog.reserve(randomUUID(), ['no-such-thing', 1])).statusCode).toBe(404);
    expect((await catalog.reserve('not-an-order', ['moka-pot', 1])).statusCode).toBe(400);
    const body = { lines: [{ productId: 'moka-pot', quantity: 1 }] };
    expect((await catalog.call('PUT', `/reservations/${randomUUID()}`, tokens.tester, body)).statusCode).toBe(
      403,
    );
    expect((await catalog.call('PUT', `/reservations/${randomUUID()}`, undefined, body)).statusCode).toBe(
      401,
    );
  });

  it('releases expired reservations once, even with two concurrent sweeps', async () => {
    const id = await catalog.product(8);
    const orders = [randomUUID(), randomUUID(), randomUUID()];
    for (const orderId of orders) await catalog.reserve(orderId, [id, 2]);
    expect(await catalog.available(id)).toBe(2);

    await catalog.app
      .get(DataSource)
      .query(`UPDATE reservations SET expires_at = now() - interval '1 h' WHERE order_id = ANY($1)`, [
        orders,
      ]);
    const sweep = catalog.app.get(ExpirySweep);
    await Promise.all([sweep.run(), sweep.run()]);
    expect(await catalog.available(id)).toBe(8);
    for (const orderId of orders) expect(await catalog.state(orderId)).toBe('released');
    expect((await catalog.reserve(orders[0] as string, [id, 2])).statusCode).toBe(409);
  });

  it('releases expired reservations even if one of them is unreadable', async () => {
    const id = await catalog.product(8);
    const [broken, sound] = [randomUUID(), randomUUID()];
    for (const orderId of [broken, sound]) await catalog.reserve(orderId, [id, 2]);
    const { app } = catalog;
    const expire = `UPDATE reservations SET expires_at = now() - interval '1 h', lines = coalesce($2, lines) WHERE order_id = $1`;
    const unreadable = JSON.stringify([{ productId: id, quantity: 'two' }]);
    await app.get(DataSource).query(expire, [broken, unreadable]);
    await app.get(DataSource).query(expire, [sound, null]);
    await app.get(ExpirySweep).run();
    expect(await catalog.state(sound)).toBe('released');
    expect(await catalog.available(id)).toBe(6);
  });

  const priced = (orderId: string, productId: string, unitPriceCents: number, quantity = 2) =>
    catalog.call('PUT', `/reservations/${orderId}`, tokens.user, {
      lines: [{ productId, quantity, unitPriceCents }],
    });
  const reprice = (id: string, priceCents: number) =>
    catalog.call('PATCH', `/products/${id}`, tokens.admin, { priceCents });

  it('refuses a price change without reserving, and accepts the new price after the customer has seen it', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    await reprice(id, 5_000);
    const refused = await priced(orderId, id, 1_000);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({
      type: 'urn:webstore:problem:price_changed',
      detail: expect.stringContaining(`${id} was shown at 1000 cents and costs 5000 cents now`),
      priceChanges: [{ productId: id, shownCents: 1_000, presentCents: 5_000 }],
    });
    expect(await catalog.available(id)).toBe(5);
    const accepted = await priced(orderId, id, 5_000);
    expect(accepted.json<Reservation>().lines).toEqual([
      { productId: id, quantity: 2, unitPriceCents: 5_000 },
    ]);
  });

  it('keeps the price of the first request of an order until the customer has seen another', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    await priced(orderId, id, 1_000);
    await reprice(id, 5_000);
    expect((await priced(orderId, id, 1_000)).json<Reservation>().lines[0]?.unitPriceCents).toBe(1_000);
    expect((await priced(orderId, id, 2_000)).statusCode).toBe(409);
    expect((await priced(orderId, id, 5_000)).json<Reservation>().lines[0]?.unitPriceCents).toBe(5_000);
    expect(await catalog.available(id)).toBe(3);
  });

  it('releases a reservation at once and only once, only for its own customer', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    await catalog.reserve(orderId, [id, 2]);
    const giveBack = (token?: string) => catalog.call('DELETE', `/reservations/${orderId}`, token);
    expect((await giveBack(customer('cus-fr-001'))).statusCode).toBe(404);
    expect((await catalog.call('GET', `/reservations/${orderId}`, customer('cus-fr-001'))).statusCode).toBe(
      404,
    );
    for (const _ of ['once', 'again']) {
      expect((await giveBack(tokens.user)).json()).toMatchObject({ orderId, state: 'released' });
      expect(await catalog.available(id)).toBe(5);
    }
  });

  it('leaves half of a product to others, for any number of requests of one customer', async () => {
    const id = await catalog.product(100);
    const [hoarder, other] = [customer('cus-br-001'), customer('cus-br-002')];
    const body = { lines: [{ productId: id, quantity: 10 }] };
    const reserve = (token: string) => catalog.call('PUT', `/reservations/${randomUUID()}`, token, body);
    const answers = await Promise.all(Array.from({ length: 20 }, () => reserve(hoarder)));
    const refused = answers.filter(({ statusCode }) => statusCode !== 200);
    expect(refused.map((answer) => answer.json<{ type: string }>().type)).toEqual(
      Array<string>(15).fill('urn:webstore:problem:too_much_reserved'),
    );
    expect(await catalog.available(id)).toBe(50);
    expect((await reserve(other)).statusCode).toBe(200);
  });

  it("counts an admin's reservation for a customer as the customer's, and shows it only to that customer", async () => {
    const id = await catalog.product(100);
    const [owner, other] = [customer('cus-br-003'), customer('cus-br-004')];
    const reserve = (token: string, customerId?: string, orderId: string = randomUUID()) =>
      catalog.call('PUT', `/reservations/${orderId}`, token, {
        lines: [{ productId: id, quantity: 20 }],
        customerId,
      });
    const orderId = randomUUID();
    expect((await reserve(tokens.admin, 'cus-br-003', orderId)).statusCode).toBe(200);
    expect((await catalog.call('GET', `/reservations/${orderId}`, owner)).statusCode).toBe(200);
    expect((await catalog.call('GET', `/reservations/${orderId}`, other)).statusCode).toBe(404);
    expect((await reserve(owner)).statusCode).toBe(200);
    for (const refused of [await reserve(owner), await reserve(tokens.admin, 'cus-br-003')])
      expect(refused.json()).toMatchObject({ type: 'urn:webstore:problem:too_much_reserved' });
    expect((await reserve(tokens.admin, 'cus-br-004')).statusCode).toBe(200);
    expect((await reserve(other, 'cus-br-003')).statusCode).toBe(404);
    expect((await reserve(owner, 'cus-br-003', orderId)).statusCode).toBe(200);
  });

  it('refuses more units of a product than an order may have, over all lines', async () => {
    const id = await catalog.product(100);
    const response = await catalog.reserve(randomUUID(), [id, 20], [id, 1]);
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: 'lines' }] });
  });
});
