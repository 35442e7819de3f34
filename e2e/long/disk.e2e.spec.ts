import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { captureOutcome } from '@webstore/contracts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { asRoot } from '@webstore/lab-core/machine/postgres-session.ts';
import { processNamed } from '@webstore/lab-core/machine/lab-processes.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { ComponentsWatch } from '../support/labs/components-watch.ts';
import { proveHolds } from '../support/assertions/prove-holds.ts';
import { PurchaseRequests } from '../support/customers/purchase-requests.ts';
import { lab, ready, run, shop } from '../support/labs/running-lab.ts';
import { fill, makeRoom, mountSmallDisk } from '../support/labs/small-disk.ts';

const LONG = 1_800_000;
const data = join(lab.home, 'data');
const rest = join(data, 'rest');
/** Programs of this repository: none may exit because a disk is full. */
const ours = [...services, 'acquirer', 'pager', 'synthetic', 'guard'];

/** Keeps the disk full: takes the space that a store frees, as other users of a disk would. */
async function keepFull(seconds: number): Promise<void> {
  for (const until = Date.now() + seconds * 1_000; Date.now() < until; await pause(1_000)) await fill(rest);
}

/** PostgreSQL still has preallocated WAL; only hours of orders would use it up. */
const useUpWal = () =>
  asRoot(lab, 'postgres', async (client) => {
    for (let segment = 0; segment < 20; segment++) {
      await client.query("select pg_logical_emit_message(true, 'full', repeat('x', 1000000))");
      await client.query('select pg_switch_wal()');
    }
  }).catch(() => undefined);

const secondsSince = (moment: number) => Math.round((Date.now() - moment) / 1_000);

/** The bank's decision on an order, and whether the order's state matches it. */
async function endedOtherwise(id: string): Promise<string[]> {
  const { state, reason } = await shop.order(id);
  const answer = await fetch(`${lab.url('acquirer')}/captures/${id}`);
  const { status } = captureOutcome.parse(await answer.json());
  const agrees = status === 'captured' ? state === 'completed' : reason === 'payment_declined';
  return agrees ? [] : [`${id}: ${state} (${reason}), bank: ${status}`];
}

describe('a data disk that fills up while customers buy', () => {
  let unmount: () => void = () => undefined;

  beforeAll(async () => {
    await run('down');
    unmount = mountSmallDisk(data, '1g');
    const { exitCode, all } = await run('up');
    expect(exitCode, all).toBe(0);
  }, LONG);
  afterAll(async () => {
    await run('down');
    unmount();
    await run('up');
  }, LONG);

  it(
    'ends none of our programs, loses no order, and has no lasting effect once there is space again',
    async () => {
      await ready();
      const supervisor = processNamed(lab, 'supervisor');
      const crowd = new ClosedLoopCustomers(4, 300, () => true, 900_000);
      const requests = await PurchaseRequests.begin();
      const watch = new ComponentsWatch();
      let freed: number;
      let named: string;
      try {
        await crowd.buysMore(10);
        await keepFull(30);
        await useUpWal();
        await keepFull(90);
        named = (await run('status')).stdout;
        makeRoom(rest);
        freed = Date.now();
        await ready();
        console.log(`Every part is ready ${secondsSince(freed)} s after there was room.`);
        await crowd.buysMore(10);
        // Every store ingests data again: traces, logs, metrics and exemplars of an order arrive.
        await proveHolds();
      } finally {
        makeRoom(rest);
        await Promise.all([requests.end(), crowd.leave()]);
        await watch.end();
        console.log(JSON.stringify({ parts: watch.seen, answers: requests.answers, wrong: requests.wrong }));
      }
      await allOrdersEnd(600_000);
      const accepted = [...crowd.accepted, ...requests.accepted];
      console.log(
        `${accepted.length} accepted orders have ended ${secondsSince(freed)} s after there was room.`,
      );
      expect((await mapConcurrently(accepted, endedOtherwise)).flat()).toEqual([]);
      await accountsBalance();
      expect(requests.wrong).toEqual([]);
      expect(processNamed(lab, 'supervisor')).toEqual(supervisor);
      expect(ours.filter((name) => watch.restarts(name) > 0)).toEqual([]);
      expect(named).toMatch(/data has .* of space left: free some space/);
      expect(watch.seen['kafka']?.failures.join('\n')).toContain('no space is left for its data');
    },
    LONG,
  );

  it(
    'does not keep the lab from stopping, nor from starting once there is space',
    async () => {
      await ready();
      const before = await shop.orders();
      await fill(rest);
      expect(await run('down')).toMatchObject({ exitCode: 0 });
      makeRoom(rest);
      const { exitCode, all } = await run('up');
      expect(exitCode, all).toBe(0);
      expect((await shop.orders()).states.completed).toBeGreaterThanOrEqual(before.states.completed);
      await allOrdersEnd();
      await accountsBalance();
    },
    LONG,
  );
});
