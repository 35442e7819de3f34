import { setTimeout as pause } from 'node:timers/promises';
import { services } from '@webstore/lab-core/clients/services.ts';
import { expect, it } from 'vitest';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { limitOpenFiles } from '../support/labs/open-files.ts';
import { proveHolds } from '../support/assertions/prove-holds.ts';
import { control, ready } from '../support/labs/running-lab.ts';

/** Long enough for pools, Kafka consumers and sweeps to need a new connection. */
const withoutMs = 20_000;
const ours = [...services, 'acquirer', 'pager', 'synthetic', 'guard'];

const pids = async () =>
  new Map(
    (await control.states()).flatMap(({ name, pid }) =>
      pid !== undefined && ours.includes(name) ? [[name, pid] as const] : [],
    ),
  );

it('a service at its open-file limit does not exit, and accepts orders once the limit is lifted', async () => {
  await ready();
  const before = await pids();
  expect(before.size).toBe(ours.length);
  const crowd = new ClosedLoopCustomers(4, 300, () => true, 300_000);
  const limits: (() => void)[] = [];
  try {
    await crowd.buysMore(5);
    for (const pid of before.values()) limits.push(limitOpenFiles(pid));
    // The duration of the shortage.
    await pause(withoutMs);
    for (const lift of limits.splice(0)) lift();
    await crowd.buysMore(5);
  } finally {
    for (const lift of limits) lift();
    await crowd.leave();
  }
  await ready();
  expect(await pids()).toEqual(before);
  await allOrdersEnd(300_000);
  await accountsBalance();
  await proveHolds();
}, 900_000);
