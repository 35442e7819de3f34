import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { controlOfInstances } from '@webstore/lab-core/component-control/control-of-instances.ts';
import { RecordedInstances } from '@webstore/lab-core/component-control/recorded-instances.fixture.ts';
import { addFault, readFaultState } from '../../host/faults/active-faults.ts';
import { breakOne, heal, list } from './commands.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { type RunningHost, runHost } from '../../host/http/running-host.fixture.ts';
import { seal, startFault, unseal } from '../../host/faults/index.ts';

const active = (id: string, secret: boolean) => ({
  id,
  secret,
  parameters: { country: 'BR', delayMs: 2_500 },
  key: id,
  since: new Date().toISOString(),
});

describe('break and heal', () => {
  let lab: Lab;
  let host: RunningHost;
  const said: string[] = [];
  beforeEach(async () => {
    host = await runHost(
      nativeControl(openLab({ home: mkdtempSync(join(tmpdir(), 'faults-')), portOffset: 30_000 })),
    );
    ({ lab } = host);
    vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
  });
  afterEach(async () => {
    await host.close();
    vi.restoreAllMocks();
    said.length = 0;
    rmSync(lab.home, { recursive: true });
  });
  const shownAsOn = async () => {
    await list(lab, { json: true });
    return (JSON.parse(said.at(-1)!) as { id: string; on: object | null }[]).filter(({ on }) => on);
  };

  it('show active faults, but not those of an exercise', async () => {
    addFault(lab, active('bank-declining', true));
    expect(await shownAsOn()).toEqual([]);
    addFault(lab, active('bank-slow', false));
    expect(await shownAsOn()).toMatchObject([{ id: 'bank-slow', on: { parameters: { country: 'BR' } } }]);
  });

  it('refuse to run during an exercise, and show no active fault', async () => {
    addFault(lab, active('bank-slow', false));
    seal(lab);
    await expect(breakOne(lab, 'bank-slow', [], {})).rejects.toThrow('not available during an exercise');
    await expect(heal(lab, undefined, {})).rejects.toThrow('not available during an exercise');
    expect(await shownAsOn()).toEqual([]);
    unseal(lab);
    expect(await shownAsOn()).toHaveLength(1);
  });

  it('refuse a fault that is already active, also a secret one', async () => {
    addFault(lab, active('bank-slow', true));
    await expect(startFault(nativeControl(lab), 'bank-slow')).rejects.toThrow('already active');
  });

  it('refuse a fault that does not work in this form of the lab, with the reason', async () => {
    const inContainers = openLab({ home: lab.home, inContainers: true });
    const control = controlOfInstances(inContainers, new RecordedInstances('alloy'));
    await expect(startFault(control, 'sampler-drops-errors')).rejects.toThrow(
      'sampler-drops-errors does not work in containers. In containers Alloy is the sampler',
    );
    expect(readFaultState(inContainers).active).toEqual([]);
    const other = await runHost(control);
    await list(other.lab, {}).finally(() => other.close());
    expect(said.at(-1)).toMatch(/sampler-drops-errors .*does not work here/);
    expect(said.at(-1)).not.toMatch(/bank-slow .*does not work here/);
  });

  it('store active faults for the owner alone', () => {
    addFault(lab, active('bank-slow', true));
    expect(statSync(join(lab.data('faults'), 'active.json')).mode & 0o777).toBe(0o600);
  });

  it("start and end the bank's behaviour, and leave nothing of it", async () => {
    await breakOne(lab, 'bank-slow', ['country=JP'], {});
    expect(await shownAsOn()).toMatchObject([{ on: { holds: true, parameters: { country: 'JP' } } }]);
    await heal(lab, 'bank-slow', {});
    expect(await shownAsOn()).toEqual([]);
    await expect(heal(lab, 'bank-slow', {})).rejects.toThrow('is not on');
  });
});
