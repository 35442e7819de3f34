import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, openLab } from '../lab.ts';
import type { ComponentControl } from './component-control.ts';
import { controlOfInstances } from './control-of-instances.ts';
import { RecordedInstances } from './recorded-instances.fixture.ts';

describe('the control of components', () => {
  let lab: Lab;
  let instances: RecordedInstances;
  let sut: ComponentControl;
  beforeEach(() => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'control-')) });
    instances = new RecordedInstances('catalog', 'payment', 'redis');
    sut = controlOfInstances(lab, instances);
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));
  /** The calls since the last look. */
  const calls = () => instances.calls.splice(0);

  it('starts a component again for a rollout, with the settings in force before its start', async () => {
    await sut.rollOut('catalog', { id: 'x', env: { A: '1' } });
    expect(calls()).toEqual(['settings changed', 'restart catalog']);
    expect(sut.rolloutsOf('catalog')).toMatchObject([{ id: 'x', env: { A: '1' } }]);
    expect(await sut.rollBack('catalog')).toMatchObject({ id: 'x' });
    expect(calls()).toEqual(['settings changed', 'restart catalog']);
    expect(await sut.rollBack('catalog')).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  it('reverts one rollout by its id, and the others stay', async () => {
    await sut.rollOut('catalog', { id: 'x', env: { A: '1' } });
    await sut.rollOut('catalog', { id: 'y', env: { B: '1' } });
    await sut.rollBack('catalog', 'x');
    expect(sut.rolloutsOf('catalog').map(({ id }) => id)).toEqual(['y']);
  });

  it('fails for a rollout that the component does not survive, unless that is expected', async () => {
    instances.afterStart['catalog'] = 'failed';
    await expect(sut.rollOut('catalog', { env: { A: '1' } })).rejects.toThrow('catalog is failed: of a test');
    await expect(sut.rollOut('catalog', { env: { A: '2' } }, 'failed')).resolves.toBeUndefined();
  });

  it('starts and removes replicas without touching the first instance', async () => {
    await sut.scale('payment', 2);
    expect(calls()).toEqual(['settings changed', 'start payment-2']);
    await sut.scale('payment', 1);
    expect(calls()).toEqual(['remove payment-2', 'settings changed']);
    await sut.scale('payment', 1);
    expect(sut.rolloutsOf('payment')).toHaveLength(2);
  });

  it('rolls another version out to one replica alone, and back', async () => {
    const canary = { id: 'x', instances: 2, instance: 'payment-2', version: '9.9.9' };
    await sut.rollOut('payment', canary);
    expect(calls()).toEqual(['settings changed', 'restart payment-2']);
    await sut.rollBack('payment', 'x');
    expect(calls()).toEqual(['remove payment-2', 'settings changed']);
  });

  it('restarts all desired instances, and no replica that is not desired', async () => {
    await sut.restart('payment');
    expect(calls()).toEqual(['remove payment-2', 'settings changed', 'restart payment']);
    await sut.scale('payment', 2);
    calls();
    await sut.restart('payment');
    expect(calls()).toEqual(['settings changed', 'restart payment', 'restart payment-2']);
    await sut.scale('payment', 1);
    for (const verb of ['start', 'restart'] as const)
      await expect(sut[verb]('payment-2')).rejects.toThrow('runs when payment has more instances');
  });

  it('holds a component until it is started or restarted', async () => {
    await sut.hold('redis');
    expect(sut.isHeld('redis')).toBe(true);
    expect(calls()).toEqual(['stop redis', 'settings changed']);
    await sut.start('redis');
    expect(sut.isHeld('redis')).toBe(false);
    await sut.hold('redis');
    await sut.restart('redis');
    expect(sut.isHeld('redis')).toBe(false);
  });

  it('leaves a held component stopped when only its number of instances changes', async () => {
    await sut.hold('payment');
    await sut.scale('payment', 2);
    expect(sut.isHeld('payment')).toBe(true);
    expect(calls()).not.toContain('start payment');
  });

  it('reverts the rollouts of all components', async () => {
    await sut.rollOut('catalog', { env: { A: '1' } });
    await sut.scale('payment', 2);
    calls();
    expect(await sut.rollBackAll()).toEqual(['catalog', 'payment']);
    expect(calls()).toEqual([
      'settings changed',
      'restart catalog',
      'remove payment-2',
      'settings changed',
      'restart payment',
    ]);
  });

  it('sets flags and conditions of the bank, and passes on the address of its sites', () => {
    sut.flags.change(() => ({ 'catalog.stock-lookup': 'each' }));
    expect(sut.flags.read()).toEqual({ 'catalog.stock-lookup': 'each' });
    sut.bank.changeConditions(() => ({ x: { country: 'BR', declines: 1 } }));
    expect(sut.bank.conditions()).toEqual({ x: { country: 'BR', declines: 1 } });
    expect(sut.bank.urlOf('standby')).toBe('http://standby.bank');
  });

  it('names a component that does not exist', async () => {
    await expect(sut.stateOf('coffee')).rejects.toThrow('There is no component coffee');
  });
});
