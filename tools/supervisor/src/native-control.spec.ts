import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { readStat } from '@webstore/lab-core/machine/process-identity.ts';
import type { Component } from './components/component.ts';
import { isSupervised } from './daemon/client.ts';
import { serve } from './daemon/server.ts';
import { Supervisor } from './daemon/supervisor.ts';
import { nativeControl } from './native-control.ts';

/** Writes the variable A to a file, and runs until it is stopped; ends at once if A is `crash`. */
const program = 'echo "$A" > "$OUT"; [ "$A" = crash ] || exec sleep 1000';

describe('the control of the native lab', () => {
  let lab: Lab;
  let supervisor: Supervisor;
  let ended: Promise<void>;
  let sut: ComponentControl;
  const out = (name: string) => join(lab.home, `${name}.out`);
  const valueOf = (name: string) => readFileSync(out(name), 'utf8').trim();
  const component = (name: string): Component => ({
    name,
    stage: 'shop',
    summary: name,
    needs: [],
    ports: [],
    launch: () => ({
      command: 'sh',
      args: ['-c', program],
      env: { PATH: process.env['PATH']!, A: 'usual', OUT: out(name) },
    }),
    ready: async () => existsSync(out(name)),
    graceMs: 5_000,
  });

  beforeEach(async () => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'native-')) });
    supervisor = new Supervisor(lab, ['catalog', 'payment', 'payment-2'].map(component));
    ended = serve(supervisor);
    await vi.waitFor(async () => expect(await isSupervised(lab)).toBe(true), 20_000);
    supervisor.up('shop');
    sut = nativeControl(lab);
    await sut.start('catalog');
    await sut.start('payment');
  });
  afterEach(async () => {
    await supervisor.down();
    rmSync(lab.home, { recursive: true });
  });
  const pidOf = async (name: string) => (await sut.stateOf(name)).pid!;

  it('stops and starts a component', async () => {
    await sut.stop('catalog');
    expect(await sut.stateOf('catalog')).toMatchObject({ state: 'stopped' });
    await sut.start('catalog');
    expect(await sut.stateOf('catalog')).toMatchObject({ state: 'ready' });
  });

  it('follows the states until a restarted component is ready', async () => {
    const before = await pidOf('catalog');
    const seen: string[] = [];
    await sut.restart('catalog', (states) => seen.push(states.find(({ name }) => name === 'catalog')!.state));
    expect(seen.at(-1)).toBe('ready');
    expect(await pidOf('catalog')).not.toBe(before);
  });

  it('kills a component, and the supervisor starts it again', async () => {
    const before = await pidOf('catalog');
    await sut.kill('catalog');
    await vi.waitFor(async () => expect((await sut.stateOf('catalog')).restarts).toBe(1), 10_000);
    expect(await pidOf('catalog')).not.toBe(before);
  });

  it('freezes and thaws its process', async () => {
    await sut.freeze('catalog');
    expect(readStat(await pidOf('catalog'))?.state).toBe('T');
    expect(await sut.isFrozen('catalog')).toBe(true);
    await sut.thaw('catalog');
    expect(await sut.isFrozen('catalog')).toBe(false);
  });

  it('holds a component, which `up` leaves stopped', async () => {
    await sut.hold('catalog');
    supervisor.up('shop');
    expect(await sut.stateOf('catalog')).toMatchObject({ state: 'stopped' });
    await sut.start('catalog');
    expect(sut.isHeld('catalog')).toBe(false);
  });

  it('rolls settings out to the next process, and back', async () => {
    await sut.rollOut('catalog', { env: { A: 'other' } });
    expect(valueOf('catalog')).toBe('other');
    await sut.rollBack('catalog');
    expect(valueOf('catalog')).toBe('usual');
  });

  it('waits for the failure of settings that crash a component', async () => {
    await sut.rollOut('catalog', { id: 'x', env: { A: 'crash' } }, 'failed');
    expect((await sut.stateOf('catalog')).state).not.toBe('ready');
    await sut.rollBack('catalog', 'x');
    expect(await sut.stateOf('catalog')).toMatchObject({ state: 'ready' });
  });

  it('runs a replica on demand, with settings of its own', async () => {
    await sut.rollOut('payment', { instances: 2, instance: 'payment-2', env: { A: 'canary' } });
    expect([valueOf('payment'), valueOf('payment-2')]).toEqual(['usual', 'canary']);
    await sut.scale('payment', 1);
    await expect(sut.stateOf('payment-2')).rejects.toThrow('There is no component payment-2');
  });

  it('fails with one sentence when the supervisor has ended', async () => {
    await supervisor.down();
    const { ask } = await import('./daemon/client.ts');
    await ask(lab, { do: 'down' });
    await ended;
    await expect(sut.stop('catalog')).rejects.toThrow('The lab is not running: ./lab up starts it.');
  });
});
