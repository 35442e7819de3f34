import { eventually } from '@webstore/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import { readFaultState } from '@webstore/lab/host/faults/index.ts';
import { control, lab, ready, run } from '../support/labs/running-lab.ts';

const host = new HostClient(lab);
const bankSlow = { body: { id: 'bank-slow', parameters: { country: 'JP' } } };

describe('the host of the lab', () => {
  beforeAll(() => ready());
  afterEach(async () => {
    await run('start', 'host');
    expect(await run('heal')).toMatchObject({ exitCode: exitCodes.ok });
  });

  /** Resolves when the supervisor has started it again. */
  async function crash(): Promise<void> {
    const { pid } = await control.stateOf('host');
    process.kill(pid!, 'SIGKILL');
    await eventually(async () => expect((await control.stateOf('host')).pid).not.toBe(pid), {
      timeoutMs: 30_000,
    });
    await ready('host');
  }

  it('lets a command end what a page has begun, and the other way round', async () => {
    await host.run('breakFault', bankSlow);
    expect((await run('break', 'list')).stdout).toMatch(/bank-slow .*on for .*country=JP/);
    expect(await run('break', 'bank-slow')).toMatchObject({
      exitCode: exitCodes.failed,
      stderr: 'bank-slow is already active; run ./lab heal bank-slow first.',
    });
    expect((await run('heal', 'bank-slow')).stdout).toMatch(/^bank-slow has ended \(.*\)\.$/);
    expect(await host.run('healFault', { params: { id: 'bank-slow' } })).toMatchObject({ healed: [] });
    expect(await run('heal', 'bank-slow')).toMatchObject({
      exitCode: exitCodes.usage,
      stderr: 'bank-slow is not on.',
    });
  });

  it('runs one change at a time, and a page can follow it', async () => {
    const started = await host.call('mitigate', { body: { action: 'restart', component: 'cart' } });
    expect(started.state).toBe('running');
    expect(await run('mitigate', 'restart', 'catalog')).toMatchObject({
      exitCode: exitCodes.failed,
      stderr: expect.stringMatching(/^mitigate has been running since .*: wait until it has ended/),
    });
    await eventually(
      async () => {
        const query = { waitMs: 10_000 };
        const now = await host.call('showOperation', { params: { id: started.id }, query });
        expect(now).toMatchObject({ state: 'succeeded', result: { effect: 'cart restarted.' } });
      },
      { timeoutMs: 60_000 },
    );
  });

  it('is started again after a crash, and knows what was broken before', async () => {
    await host.run('breakFault', bankSlow);
    await crash();
    const { faults } = await host.call('listFaults', {});
    expect(faults.filter(({ on }) => on)).toMatchObject([{ id: 'bank-slow', on: { holds: true } }]);
  });

  it('ends the command whose change a crash has cut, and heals what that had begun', async () => {
    const broken = run('break', 'pool-exhausted');
    await eventually(() => expect(readFaultState(lab).active).toMatchObject([{ id: 'pool-exhausted' }]), {
      everyMs: 20,
    });
    await crash();
    expect(await broken).toMatchObject({
      exitCode: exitCodes.notRunning,
      stderr: expect.stringMatching(/^The host ended before breakFault had ended: /),
    });
    expect((await run('heal')).stdout).toMatch(/^pool-exhausted has ended \(/);
    await ready();
  });

  it('is named by a command that does not find it, which then changes nothing', async () => {
    await run('stop', 'host');
    for (const args of [
      ['break', 'bank-slow'],
      ['break', 'list'],
      ['mitigate', 'restart', 'cart'],
      ['exercise', 'list'],
      ['exercise', 'start', '01'],
    ])
      expect(await run(...args)).toMatchObject({
        exitCode: exitCodes.notRunning,
        stderr: expect.stringContaining('./lab start host starts it'),
      });
    expect(readFaultState(lab).active).toEqual([]);
  });
});
