import { once } from 'node:events';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { isAlive } from '@webstore/lab-core/machine/process-identity.ts';
import { portHolders } from '@webstore/lab-core/machine/port-holders.ts';
import { componentsUpTo } from '@webstore/supervisor/components/index.ts';
import { socketPath } from '@webstore/supervisor/daemon/messages.ts';
import { labProcesses } from '@webstore/lab-core/machine/lab-processes.ts';
import { readPidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { secondLab, temporaryFolder } from '../support/labs/second-lab.ts';

describe('a running lab', () => {
  const { lab, run, up, part } = secondLab(22_000, { XDG_CACHE_HOME: cacheOfKafkaAlone() });

  beforeAll(async () => {
    expect(await up()).toMatchObject({ exitCode: exitCodes.ok });
  });
  afterAll(() => run('down', '--wipe', '--yes'));

  it('restarts a killed component, and shows the restart', async () => {
    const before = await part('redis');
    await run('kill', 'redis');
    await expect
      .poll(() => part('redis'), { timeout: 20_000 })
      .toMatchObject({ state: 'ready', restarts: 1 });
    expect((await part('redis'))!.pid).not.toBe(before!.pid);
  });

  it('does not restart a component that was stopped on purpose', async () => {
    await run('stop', 'redis');
    expect(await up()).toMatchObject({ exitCode: exitCodes.ok });
    expect(await part('redis')).toMatchObject({ state: 'stopped', reason: 'on purpose' });
    expect(portHolders([lab.port('redis')])).toEqual([]);
    expect(await run('start', 'redis')).toMatchObject({ exitCode: exitCodes.ok });
    expect(await part('redis')).toMatchObject({ state: 'ready' });
  });

  it('continues when a client that watches it disconnects', async () => {
    const supervisor = readPidFile(lab, 'supervisor');
    // The unread output makes the supervisor's next write fail.
    const watcher = connect(socketPath(lab)).pause();
    await once(watcher, 'connect');
    watcher.write('{"do":"watch"}\n');
    expect(await run('restart', 'redis')).toMatchObject({ exitCode: exitCodes.ok });
    watcher.destroy();
    expect(await run('restart', 'redis')).toMatchObject({ exitCode: exitCodes.ok });
    expect(readPidFile(lab, 'supervisor')).toEqual(supervisor);
  });

  it('ends a preparation in progress when the component is stopped', async () => {
    const started = run('start', 'kafka-exporter');
    await expect.poll(() => readPidFile(lab, 'kafka-exporter.prepare'), { timeout: 20_000 }).toBeDefined();
    await run('stop', 'kafka-exporter');
    await started;
    expect(await part('kafka-exporter')).toMatchObject({ state: 'stopped', reason: 'on purpose' });
    expect(readPidFile(lab, 'kafka-exporter.prepare')).toBeUndefined();
  });

  it('refuses to move to other ports while it runs', async () => {
    const { exitCode, stderr } = await run('up', '--port-offset', '22001');
    expect({ exitCode, stderr }).toEqual({
      exitCode: exitCodes.usage,
      stderr: expect.stringContaining('./lab down'),
    });
  });

  it('outlives its supervisor, and the next up takes over', async () => {
    const orphan = readPidFile(lab, 'postgres')!;
    process.kill(readPidFile(lab, 'supervisor')!.pid, 'SIGKILL');
    await expect
      .poll(async () => (await run('status')).all)
      .toContain('Left by a supervisor that was killed');
    const { exitCode, stdout } = await up();
    expect(exitCode).toBe(exitCodes.ok);
    expect(stdout).toContain('Ended processes that an earlier supervisor had left');
    expect(isAlive(orphan)).toBe(false);
    expect(await part('postgres')).toMatchObject({ state: 'ready' });
  });

  it('leaves no process and no port after down', async () => {
    const processes = labProcesses(lab);
    expect(processes.map(({ name }) => name).toSorted()).toEqual([
      'kafka',
      'postgres',
      'redis',
      'supervisor',
    ]);
    expect(await run('down')).toMatchObject({ exitCode: exitCodes.ok });
    expect(processes.filter(({ identity }) => isAlive(identity))).toEqual([]);
    expect(portHolders(componentsUpTo(lab, 'backing').flatMap(({ ports }) => ports.map(lab.port)))).toEqual(
      [],
    );
    expect(existsSync(socketPath(lab))).toBe(false);
  });

  it('lets down also end the processes of a killed supervisor', async () => {
    await up();
    process.kill(readPidFile(lab, 'supervisor')!.pid, 'SIGKILL');
    expect(await run('down')).toMatchObject({ exitCode: exitCodes.ok });
    expect(labProcesses(lab)).toEqual([]);
    expect(portHolders(componentsUpTo(lab, 'backing').flatMap(({ ports }) => ports.map(lab.port)))).toEqual(
      [],
    );
  });

  it('asks before it removes data, and takes a missing terminal as no', async () => {
    const { exitCode, stderr } = await run('down', '--wipe');
    expect({ exitCode, stderr }).toEqual({
      exitCode: exitCodes.usage,
      stderr: expect.stringContaining('--yes'),
    });
  });
});

/** Forces a compiled component to be prepared again. */
function cacheOfKafkaAlone(): string {
  const { cache } = openLab();
  const folder = temporaryFolder();
  for (const name of readdirSync(cache).filter((part) => /^kafka-[0-9a-f]+$/.test(part))) {
    cpSync(join(cache, name), join(folder, 'webstore-lab', name), { recursive: true });
  }
  return folder;
}
