import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { isAlive } from '@webstore/lab-core/machine/process-identity.ts';
import { labProcesses, processNamed } from '@webstore/lab-core/machine/lab-processes.ts';
import { readPidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { limitOpenFiles } from '../support/labs/open-files.ts';
import { pathWithout, secondLab } from '../support/labs/second-lab.ts';
import { fill, makeRoom, mountSmallDisk } from '../support/labs/small-disk.ts';

const patience = { timeout: 60_000, interval: 500 };

describe('a supervisor in trouble', () => {
  // Redis and PostgreSQL are enough, and start at once.
  const { lab, run, up, part } = secondLab(22_500, { PATH: pathWithout('java') });
  const supervisor = () => processNamed(lab, 'supervisor');
  let unmount: (() => void) | undefined;

  beforeAll(async () => {
    expect(await up()).toMatchObject({ exitCode: exitCodes.unavailable });
  });
  afterEach(() => {
    unmount?.();
    unmount = undefined;
  });
  afterAll(() => run('down', '--wipe', '--yes'));

  it('rotates a log on a full disk and continues, as do the components', async () => {
    const before = supervisor();
    const redis = await part('redis');
    unmount = mountSmallDisk(join(lab.home, 'logs'), '22m');
    await execa('dd', ['if=/dev/zero', `of=${lab.log('cart')}`, 'bs=1M', 'count=21'], { reject: false });
    await expect
      .poll(() => existsSync(`${lab.log('cart')}.1`) && statSync(lab.log('cart')).size, patience)
      .toBe(0);
    expect(supervisor()).toEqual(before);
    expect(await part('redis')).toMatchObject({ state: 'ready', pid: redis!.pid });
    expect((await run('status')).stdout).toMatch(/to bound the log of cart: .* no space is left/);
  });

  it('restarts a component on a full disk, and writes its pid file once there is space', async () => {
    unmount = mountSmallDisk(join(lab.home, 'run'), '64k');
    await fill(join(lab.home, 'run/rest'));
    const before = processNamed(lab, 'redis')!;
    process.kill(before.pid, 'SIGKILL');
    await expect.poll(() => processNamed(lab, 'redis') ?? before, patience).not.toEqual(before);
    expect(readPidFile(lab, 'redis')).toBeUndefined();
    makeRoom(join(lab.home, 'run/rest'));
    await expect.poll(() => readPidFile(lab, 'redis'), patience).toEqual(processNamed(lab, 'redis'));
  });

  it('continues at its open-file limit, and restarts dead components once the limit is lifted', async () => {
    expect(await up()).toMatchObject({ exitCode: exitCodes.unavailable });
    const before = supervisor()!;
    const liftLimit = limitOpenFiles(before.pid);
    process.kill(processNamed(lab, 'redis')!.pid, 'SIGKILL');
    await expect
      .poll(() => readFileSync(lab.log('supervisor'), 'utf8'), patience)
      .toMatch(/to open the log of redis failed: this process has too many open files/);
    const { exitCode, stderr } = await run('status');
    expect({ exitCode, stderr }).toEqual({
      exitCode: exitCodes.failed,
      stderr: expect.stringMatching(/^The supervisor runs and (took no request|does not answer).*: .+\.$/),
    });
    liftLimit();
    await expect.poll(() => part('redis').catch(() => undefined), patience).toMatchObject({ state: 'ready' });
    expect(supervisor()).toEqual(before);
    expect((await run('status')).stdout).toMatch(/to open the log of redis: .* too many open files/);
  });

  it('is reported when it does not answer, and down still ends it and every component', async () => {
    expect(await up()).toMatchObject({ exitCode: exitCodes.unavailable });
    const all = labProcesses(lab);
    expect(all.map(({ name }) => name).toSorted()).toEqual(['postgres', 'redis', 'supervisor']);
    process.kill(supervisor()!.pid, 'SIGSTOP');
    const { exitCode, stderr } = await run('status');
    expect({ exitCode, stderr }).toEqual({
      exitCode: exitCodes.failed,
      stderr: expect.stringContaining('./lab down ends it'),
    });
    expect(await run('down')).toMatchObject({ exitCode: exitCodes.ok });
    expect(all.filter(({ identity }) => isAlive(identity))).toEqual([]);
  });

  it('is found after a kill with only empty files left, with its components, and nothing else is ended', async () => {
    await up();
    const all = labProcesses(lab);
    process.kill(supervisor()!.pid, 'SIGKILL');
    for (const name of ['supervisor', 'redis', 'postgres']) writeFileSync(lab.run(`${name}.pid`), '');
    writeFileSync(join(lab.home, 'lab.json'), '');
    // A different process: the pid matches and the start time does not.
    writeFileSync(lab.run('catalog.pid'), JSON.stringify({ pid: process.pid, startTime: 1 }));
    expect(await run('slo')).toMatchObject({
      exitCode: exitCodes.usage,
      stderr: expect.stringContaining('./lab down'),
    });
    const { exitCode, stdout } = await run('down');
    expect({ exitCode, stdout }).toEqual({
      exitCode: exitCodes.ok,
      stdout: expect.stringContaining('Everything has ended'),
    });
    expect(all.filter(({ identity }) => isAlive(identity))).toEqual([]);
    expect(labProcesses(lab)).toEqual([]);
  });
});
