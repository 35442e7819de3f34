import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { addRollout, markHeld } from '@webstore/lab-core/rollouts/rollouts.ts';
import type { Component } from '../components/component.ts';
import { Supervisor } from './supervisor.ts';

/** Components without a process: ready once prepared, at a moment that the test controls. */
function stackOf(members: (Pick<Component, 'name' | 'stage'> & { needs?: string[] })[]) {
  const prepared: string[] = [];
  const gates = new Map(members.map(({ name }) => [name, Promise.withResolvers<void>()]));
  const components = members.map(({ name, stage, needs = [] }): Component => ({
    name,
    stage,
    needs,
    summary: name,
    ports: [],
    graceMs: 0,
    prepare: () => {
      prepared.push(name);
      return gates.get(name)!.promise;
    },
  }));
  const supervisor = new Supervisor(openLab({ home: mkdtempSync(join(tmpdir(), 'lab-spec-')) }), components);
  const stateOf = (name: string) => supervisor.status(false).find((component) => component.name === name)!;
  return {
    supervisor,
    prepared,
    stateOf,
    finish: (name: string) => gates.get(name)!.resolve(),
    fail: (name: string) => gates.get(name)!.reject(new Error('no luck')),
    waitForState: async (name: string, state: string) => expect.poll(() => stateOf(name).state).toBe(state),
  };
}

describe('the order of up', () => {
  it('starts nothing once it has begun to end everything', async () => {
    const { supervisor, finish, prepared, stateOf, waitForState } = stackOf([
      { name: 'store', stage: 'backing' },
      { name: 'shop', stage: 'shop' },
    ]);
    finish('store');
    finish('shop');
    supervisor.up('shop');
    await waitForState('shop', 'ready');
    const ended = supervisor.down();
    expect(() => supervisor.start('shop')).toThrow('The lab is ending: shop is not started.');
    expect(() => supervisor.up('shop')).toThrow('The lab is ending');
    await ended;
    expect(stateOf('shop').state).toBe('stopped');
    expect(prepared).toEqual(['store', 'shop']);
  });

  it('prepares backing, shop and metrics in parallel', async () => {
    const { supervisor, prepared } = stackOf([
      { name: 'store', stage: 'backing' },
      { name: 'shop', stage: 'shop', needs: ['store'] },
      { name: 'gauge', stage: 'metrics' },
    ]);
    supervisor.up('compiled');
    await expect.poll(() => prepared).toEqual(['store', 'shop', 'gauge']);
  });

  it('makes a component wait for its dependencies', async () => {
    const { supervisor, finish, stateOf, waitForState } = stackOf([
      { name: 'store', stage: 'backing' },
      { name: 'shop', stage: 'shop', needs: ['store'] },
    ]);
    supervisor.up('shop');
    finish('shop');
    await expect.poll(() => stateOf('shop').reason).toBe('for store');
    finish('store');
    await waitForState('shop', 'ready');
  });

  it('compiles only after the shop runs, one component after the other', async () => {
    const { supervisor, prepared, finish, waitForState } = stackOf([
      { name: 'shop', stage: 'shop' },
      { name: 'small', stage: 'compiled' },
      { name: 'large', stage: 'compiled' },
    ]);
    supervisor.up('compiled');
    await waitForState('small', 'waiting');
    expect(prepared).toEqual(['shop']);
    finish('shop');
    await expect.poll(() => prepared).toEqual(['shop', 'small']);
    finish('small');
    await expect.poll(() => prepared).toEqual(['shop', 'small', 'large']);
  });

  it('compiles even if a component of the shop has failed for good', async () => {
    const { supervisor, prepared, fail, waitForState } = stackOf([
      { name: 'shop', stage: 'shop' },
      { name: 'small', stage: 'compiled' },
    ]);
    supervisor.up('compiled');
    fail('shop');
    await waitForState('shop', 'failed');
    await expect.poll(() => prepared).toEqual(['shop', 'small']);
  });

  it('stops after the requested stage', () => {
    const { supervisor, stateOf } = stackOf([
      { name: 'store', stage: 'backing' },
      { name: 'shop', stage: 'shop' },
    ]);
    supervisor.up('backing');
    expect(stateOf('shop').state).toBe('stopped');
  });

  it('does not start what was stopped on purpose', async () => {
    const { supervisor, stateOf } = stackOf([{ name: 'store', stage: 'backing' }]);
    await supervisor.supervised('store').stop(true);
    supervisor.up('backing');
    expect(stateOf('store')).toMatchObject({ state: 'stopped', reason: 'on purpose' });
  });

  it('does not start a held component until it is started explicitly', async () => {
    const { supervisor, stateOf, waitForState } = stackOf([{ name: 'shop', stage: 'shop' }]);
    markHeld(supervisor.lab, 'shop');
    supervisor.up('shop');
    expect(stateOf('shop').state).toBe('stopped');
    supervisor.supervised('shop').start();
    await waitForState('shop', 'preparing');
  });

  it('runs a replica only on demand, and does not show it before', async () => {
    const { supervisor, finish, waitForState, prepared } = stackOf([
      { name: 'payment', stage: 'shop' },
      { name: 'payment-2', stage: 'shop' },
    ]);
    const shown = () => supervisor.status(false).map(({ name }) => name);
    supervisor.up('shop');
    await expect.poll(() => prepared).toEqual(['payment']);
    expect(shown()).toEqual(['payment']);
    expect(() => supervisor.start('payment-2')).toThrow('scale payment instances=2');

    addRollout(supervisor.lab, 'payment', { id: 'x', instances: 2 });
    supervisor.up('shop');
    finish('payment-2');
    await waitForState('payment-2', 'ready');
    await supervisor.stop('payment-2');
    expect(shown()).toEqual(['payment']);
  });

  it('retries a failed preparation', async () => {
    const { supervisor, prepared, fail, waitForState } = stackOf([{ name: 'store', stage: 'backing' }]);
    supervisor.up('backing');
    fail('store');
    await waitForState('store', 'failed');
    supervisor.up('backing');
    await expect.poll(() => prepared).toEqual(['store', 'store']);
  });
});
