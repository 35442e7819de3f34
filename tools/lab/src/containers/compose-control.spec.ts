import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { ComposeFile } from '@webstore/lab-core/containers/compose-file.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { overrideFile } from './compose.ts';
import { composeControl } from './compose-control.ts';

/** Docker Compose without Docker: records what is executed, and answers `ps` from what was executed before. */
class RecordedCompose {
  readonly executed: string[] = [];
  /** The override at the moment of each execution, by its command line. */
  readonly overrides = new Map<string, ComposeFile['services'] | undefined>();
  readonly states: Record<string, string>;
  /** The state of a container after it was started. */
  afterUp = 'running';
  private readonly lab: Lab;

  constructor(lab: Lab, ...running: string[]) {
    this.lab = lab;
    this.states = Object.fromEntries(running.map((name) => [name, 'running']));
  }

  run = async (args: string[]) => {
    if (args[0] === 'ps') return { exitCode: 0, stdout: this.ps(), stderr: '' };
    const line = args.join(' ');
    this.executed.push(line);
    this.overrides.set(line, this.override());
    const [verb, name] = [args[2]!, args.at(-1)!];
    if (verb === 'rm') delete this.states[name];
    else if (name === 'coffee') return { exitCode: 1, stdout: '', stderr: 'no such service: coffee' };
    else this.states[name] = this.stateAfter[verb]!();
    return { exitCode: 0, stdout: '', stderr: '' };
  };

  override(): ComposeFile['services'] | undefined {
    const file = overrideFile(this.lab);
    return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as ComposeFile).services : undefined;
  }

  private readonly stateAfter: Record<string, () => string> = {
    stop: () => 'exited',
    kill: () => 'exited',
    pause: () => 'paused',
    unpause: () => 'running',
    up: () => this.afterUp,
  };

  private ps = () =>
    Object.entries(this.states)
      .map(([Service, State]) =>
        JSON.stringify({ Service, State, Health: State === 'running' ? 'healthy' : '', Status: State }),
      )
      .join('\n');
}

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
