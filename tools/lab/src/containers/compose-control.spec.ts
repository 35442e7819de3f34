import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { composeControl } from './compose-control.ts';
import { RecordedCompose } from './recorded-compose.fixture.ts';

describe('the control of components in containers', () => {
  let lab: Lab;
  let compose: RecordedCompose;
  let sut: ComponentControl;
  beforeEach(() => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'compose-control-')), inContainers: true });
    compose = new RecordedCompose(lab, 'catalog', 'payment', 'redis');
    sut = composeControl(lab, compose.run);
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));
  /** What was executed since the last look. */
  const executed = () => compose.executed.splice(0);
  const up = (name: string) => `--profile * up --detach --no-deps --no-build ${name}`;

  it('stops, starts and restarts a container', async () => {
    await sut.stop('catalog');
    expect(executed()).toEqual(['--profile * stop catalog']);
    expect(await sut.stateOf('catalog')).toMatchObject({ state: 'stopped' });
    await sut.start('catalog');
    expect(executed()).toEqual([up('catalog')]);
    await sut.restart('catalog');
    expect(executed()).toEqual(['--profile * stop catalog', up('catalog')]);
  });

  it('kills a container and starts it, which Docker does not do after a kill through it', async () => {
    await sut.kill('catalog');
    expect(executed()).toEqual(['--profile * kill catalog', up('catalog')]);
  });

  it('freezes by a pause, which ends before a stop and a start', async () => {
    await sut.freeze('redis');
    expect(executed()).toEqual(['--profile * pause redis']);
    expect(await sut.isFrozen('redis')).toBe(true);
    expect(await sut.isFrozen('catalog')).toBe(false);
    await sut.restart('redis');
    expect(executed()).toEqual(['--profile * unpause redis', '--profile * stop redis', up('redis')]);
    await sut.thaw('redis');
    expect(executed()).toEqual([]);
    await sut.freeze('redis');
    await sut.thaw('redis');
    expect(executed()).toEqual(['--profile * pause redis', '--profile * unpause redis']);
  });

  it('holds a container, which has then none in the second file, until it is started', async () => {
    await sut.hold('redis');
    expect(executed()).toEqual(['--profile * stop redis']);
    expect(compose.override()).toEqual({ redis: { scale: 0 } });
    await sut.start('redis');
    expect(compose.overrides.get(up('redis'))).toBeUndefined();
    expect(compose.override()).toBeUndefined();
  });

  it('knows a held component after `up` has removed its container', async () => {
    await sut.hold('redis');
    delete compose.states['redis'];
    expect(await sut.stateOf('redis')).toMatchObject({ state: 'stopped', reason: 'on purpose' });
  });

  it('rolls settings out by a second file and a new container, and back', async () => {
    await sut.rollOut('payment', { env: { ACQUIRER_TIMEOUT_MS: '50' } });
    expect(executed()).toEqual(['--profile * stop payment', up('payment')]);
    expect(compose.overrides.get(up('payment'))).toEqual({
      payment: { environment: { ACQUIRER_TIMEOUT_MS: '50' } },
    });
    await sut.rollBack('payment');
    expect(executed()).toEqual(['--profile * stop payment', up('payment')]);
    expect(compose.overrides.get(up('payment'))).toBeUndefined();
  });

  it('rolls out what crashes a component, and waits until Docker starts it again and again', async () => {
    compose.afterUp = 'restarting';
    await sut.rollOut('catalog', { flags: { '--max-old-space-size': '24' } }, 'failed');
    expect(compose.override()).toEqual({
      catalog: { environment: { NODE_OPTIONS: '--max-old-space-size=24' } },
    });
  });

  it('starts a second instance from the second file, and removes it while that file still has it', async () => {
    await sut.scale('payment', 2);
    expect(executed()).toEqual([up('payment-2')]);
    expect(Object.keys(compose.overrides.get(up('payment-2'))!)).toEqual(['payment-2']);
    await sut.scale('payment', 1);
    const remove = '--profile * rm --stop --force payment-2';
    expect(executed()).toEqual([remove]);
    expect(Object.keys(compose.overrides.get(remove)!)).toEqual(['payment-2']);
    expect(compose.override()).toBeUndefined();
  });

  it('reverts the rollouts of all components, and removes the second instance', async () => {
    await sut.rollOut('catalog', { env: { LOG_LEVEL: 'debug' } });
    await sut.scale('payment', 2);
    executed();
    expect(await sut.rollBackAll()).toEqual(['catalog', 'payment']);
    expect(executed()).toEqual([
      '--profile * stop catalog',
      up('catalog'),
      '--profile * rm --stop --force payment-2',
      '--profile * stop payment',
      up('payment'),
    ]);
    expect(compose.override()).toBeUndefined();
  });

  it('sends payment to the second site of the bank by the name and port of its container', () => {
    expect(sut.bank.urlOf('first')).toBe('http://acquirer:8090');
    expect(sut.bank.urlOf('standby')).toBe('http://acquirer:8190');
  });

  it('fails with the last lines of Docker Compose', async () => {
    await expect(sut.stop('coffee')).rejects.toThrow(
      'docker compose stop coffee failed:\nno such service: coffee',
    );
  });
});
