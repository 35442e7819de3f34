import { randomUUID } from 'node:crypto';
import type { Reservation } from '@webstore/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ReservationsService } from '../src/reservations/reservations.service';
import { type RunningCatalog, runningCatalog, tokens } from './running-catalog';

describe('reservations', () => {
  let catalog: RunningCatalog;

  beforeAll(async () => {
    catalog = await runningCatalog({ reservationMs: 1_000 });
  });
  afterEach(() => catalog.expectBalance());
  afterAll(() => catalog.close());

  it('sets stock aside at the price of the moment', async () => {
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

  it('holds exactly the last five units when twenty want one at once', async () => {
    const id = await catalog.product(5);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => catalog.reserve(randomUUID(), [id, 1])),
    );
    const statuses = answers.map(({ statusCode }) => statusCode).sort();
    expect(statuses).toEqual([...Array(5).fill(200), ...Array(15).fill(409)]);
    expect(await catalog.available(id)).toBe(0);
    expect(await catalog.books(id)).toMatchObject({ onHand: 5, reserved: 5 });
  });

  it('says what is short, and holds nothing of an order that cannot be served as a whole', async () => {
    const [plenty, scarce] = [await catalog.product(10), await catalog.product(1)];
    const response = await catalog.reserve(randomUUID(), [plenty, 2], [scarce, 2]);
    expect(response.json()).toMatchObject({
      type: 'urn:webstore:problem:out_of_stock',
      detail: `only 1 of ${scarce} are left`,
    });
    expect(await catalog.available(plenty)).toBe(10);
  });

  it('never deadlocks when orders want the same products in different orders', async () => {
    const [a, b] = [await catalog.product(100), await catalog.product(100)];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        i % 2 ? catalog.reserve(randomUUID(), [a, 1], [b, 1]) : catalog.reserve(randomUUID(), [b, 1], [a, 1]),
      ),
    );
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect([await catalog.available(a), await catalog.available(b)]).toEqual([60, 60]);
  });

  it('answers the same reservation again, at once or later, and holds it once', async () => {
    const id = await catalog.product(5);
    const orderId = randomUUID();
    const answers = await Promise.all(Array.from({ length: 10 }, () => catalog.reserve(orderId, [id, 3])));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect((await catalog.reserve(orderId, [id, 1])).json<Reservation>().lines[0]?.quantity).toBe(3);
    expect(await catalog.available(id)).toBe(2);
  });

  it('counts a product that comes in two lines once', async () => {
    const id = await catalog.product(5);
    const response = await catalog.reserve(randomUUID(), [id, 1], [id, 3]);
    expect(response.json<Reservation>().lines).toEqual([
      { productId: id, quantity: 4, unitPriceCents: 1_000 },
    ]);
    expect(await catalog.available(id)).toBe(1);
  });

  it('refuses what it does not know and who may not', async () => {
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

  it('releases what is not bought in time, once, also when two sweeps run at once', async () => {
    const id = await catalog.product(8);
    const orders = [randomUUID(), randomUUID(), randomUUID()];
    for (const orderId of orders) await catalog.reserve(orderId, [id, 2]);
    expect(await catalog.available(id)).toBe(2);

    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const reservations = catalog.app.get(ReservationsService);
    await Promise.all([reservations.releaseExpired(), reservations.releaseExpired()]);
    expect(await catalog.available(id)).toBe(8);
    for (const orderId of orders) expect(await catalog.state(orderId)).toBe('released');
    expect((await catalog.reserve(orders[0] as string, [id, 2])).statusCode).toBe(409);
  });
});
