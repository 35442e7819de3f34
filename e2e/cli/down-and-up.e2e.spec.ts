import { JaegerTraces } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { control, lab, ready, run, shop } from '../support/labs/running-lab.ts';
import { askedFor } from '../support/customers/sampled-traffic.ts';

describe('down and up', () => {
  it('keeps every order, and completes those that were in progress', async () => {
    await ready();
    const crowd = new ClosedLoopCustomers(3);
    await crowd.buysMore(10);
    await crowd.leave();
    const before = await shop.orders();
    const traceId = await askedFor();

    expect(await run('down')).toMatchObject({ exitCode: 0 });
    const { exitCode, all } = await run('up');
    expect(exitCode, all).toBe(0);

    await allOrdersEnd();
    const { completed = 0, cancelled = 0 } = await crowd.outcomes();
    expect(completed + cancelled).toBe(crowd.accepted.length);
    const after = await shop.orders();
    expect(after.states.completed).toBeGreaterThanOrEqual(before.states.completed);
    await accountsBalance();
    // The collector had not made its sampling decision when `down` came.
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    expect(await traces.get(traceId), 'the trace of the last request before down').toBeDefined();
  });

  it('cuts a change of the host, and leaves nothing of it running', async () => {
    await ready();
    const host = new HostClient(lab);
    const restarted = run('mitigate', 'restart', 'checkout');
    await eventually(async () => {
      const { operations } = await host.call('listOperations', {});
      expect(operations[0]).toMatchObject({ kind: 'mitigate', state: 'running' });
    });
    expect(await run('down')).toMatchObject({ exitCode: exitCodes.ok });
    expect([exitCodes.failed, exitCodes.notRunning]).toContain((await restarted).exitCode);
    expect(await run('down')).toMatchObject({ exitCode: exitCodes.ok, stdout: 'Nothing was running.' });
    const { exitCode, all } = await run('up');
    expect(exitCode, all).toBe(exitCodes.ok);
    expect((await control.stateOf('checkout')).state).toBe('ready');
  });
});
