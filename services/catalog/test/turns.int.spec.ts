import { randomUUID } from 'node:crypto';
import { eventually } from '@webstore/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer, type RunningCatalog, runningCatalog } from './running-catalog';

const poolSize = 3;

describe('reservations of one customer', () => {
  let catalog: RunningCatalog;
  let id: string;

  beforeAll(async () => {
    catalog = await runningCatalog({ databasePoolSize: poolSize });
    id = await catalog.product(1_000);
  });
  afterAll(() => catalog.close());

  const reserve = (customerId: string) =>
    catalog.call('PUT', `/reservations/${randomUUID()}`, customer(customerId), {
      lines: [{ productId: id, quantity: 1 }],
    });

  /** Holds the customer's lock, like another instance during a reservation. */
  async function holdLock(customerId: string) {
    const outside = new DataSource({
      ...catalog.app.get(DataSource).options,
      migrations: [],
      entities: [],
    } as never);
    await outside.initialize();
    const runner = outside.createQueryRunner();
    await runner.startTransaction();
    await runner.query(`SELECT pg_advisory_xact_lock(hashtextextended('reservations of ' || $1, 0))`, [
      customerId,
    ]);
    return async () => {
      await runner.commitTransaction();
      await runner.release();
      await outside.destroy();
    };
  }

  it('wait for each other without a connection, so that other customers can use the pool', async () => {
    const end = await holdLock('cus-br-001');
    const waiting = Array.from({ length: 2 * poolSize }, () => reserve('cus-br-001'));
    const others = await Promise.all(Array.from({ length: 2 * poolSize }, () => reserve('cus-br-002')));
    await end();
    const statuses = (answers: { statusCode: number }[]) =>
      new Set(answers.map(({ statusCode }) => statusCode));
    expect(statuses(others)).toEqual(new Set([200]));
    expect(statuses(await Promise.all(waiting))).toEqual(new Set([200]));
  });

  it('are refused with 503 if the previous one does not end', async () => {
    const end = await holdLock('cus-br-003');
    const answer = await reserve('cus-br-003');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toHaveProperty('retry-after');
    await end();
    await eventually(async () => expect((await reserve('cus-br-003')).statusCode).toBe(200));
  });
});
