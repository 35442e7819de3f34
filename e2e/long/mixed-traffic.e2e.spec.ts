import { eventually } from '@webstore/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { exemplars, isLogged, isWhole, notStored, storedOf } from '../support/assertions/trace-assertions.ts';
import { ready, run, shop, withoutTheSyntheticCustomer } from '../support/labs/running-lab.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { buy, type TracedOrder } from '../support/customers/sampled-traffic.ts';
import { drained } from '../support/assertions/span-accounting.ts';

const minutes = (n: number) => n * 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);
const failed = /answered 5\d\d: \.\/lab trace (\w+)/g;

withoutTheSyntheticCustomer();

describe('ten minutes of mixed traffic with two outages', () => {
  const resolved = new Set<string>();
  const dangling = new Set<string>();
  let printed = '';
  let orders: TracedOrder[];

  let began: Date;

  beforeAll(async () => {
    await ready();
    began = new Date();
    const traffic = Promise.all([
      run('traffic', 'countries', '--users', '8', '--duration', '10m'),
      run('traffic', 'browse', '--users', '3', '--duration', '10m'),
      run('traffic', 'funnel', '--users', '3', '--duration', '10m'),
    ]);
    let going = true;
    const watched = (async () => {
      while (going) {
        await pause(45_000);
        await look();
      }
    })();

    // Orders of ordinary customers without a request to keep their traces, amid the traffic.
    const customers = await shop.customers();
    const five = Array.from({ length: 500 }, (_, n) => customers[n % customers.length]!);
    orders = await mapConcurrently(five, ({ id }) => buy(id));

    for (const part of ['catalog', 'acquirer']) {
      await run('stop', part);
      // The duration of the outage.
      await pause(4_000);
      await run('start', part);
      await ready();
    }
    printed = (await traffic).map(({ all }) => all).join('\n');
    going = false;
    await watched;
    await drained();
  }, minutes(20));

  /** Prometheus's exemplars that are between 30 s and 5 min old. */
  async function look(): Promise<void> {
    // Excludes exemplars of spans that an earlier test made the collector lose.
    const from = new Date(Math.max(began.getTime(), Date.now() - minutes(5)));
    const pointers = (await exemplars(from, ago(30_000))).map(({ traceId }) => traceId!);
    const lost = new Set(await notStored(pointers.filter((id) => !resolved.has(id))));
    for (const id of pointers) (lost.has(id) ? dangling : resolved).add(id);
  }

  it('leaves no exemplar without a stored trace', () => {
    console.log(`${resolved.size} traces that exemplars pointed to`);
    expect(resolved.size).toBeGreaterThan(500);
    expect([...dangling]).toEqual([]);
  });

  it('keeps the trace of every request that k6 saw fail', async () => {
    const traceIds = [...printed.matchAll(failed)].map(([, id]) => id!);
    console.log(`${traceIds.length} failed requests`);
    expect(traceIds.length).toBeGreaterThan(0);
    expect(traceIds).not.toContain('none');
    await eventually(async () => expect(await notStored(traceIds)).toEqual([]), { timeoutMs: 30_000 });
  });

  it('stores only complete traces of 500 orders, each with its log lines, and each line with its trace', async () => {
    const stored = await storedOf(orders);
    const late = orders.filter(({ order }) => order.late).length;
    console.log(
      `${stored.length} of ${orders.length} orders have a stored trace and were in time; ${late} were late`,
    );
    expect(stored.length).toBeGreaterThan(50);
    for (const one of stored) {
      isWhole(one);
      await isLogged(one);
    }
  });
});
