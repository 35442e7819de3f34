import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { execa } from 'execa';
import { afterAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { pathWithout, root, secondLab, temporaryFolder } from '../support/labs/second-lab.ts';

describe('a taken port', () => {
  const { lab, up, run } = secondLab(21_000);

  it('is reported with its holder, and nothing starts', async () => {
    const holder = createServer().listen(lab.port('redis'), '127.0.0.1');
    await once(holder, 'listening');
    const { exitCode, stderr } = await up();
    holder.close();
    expect(exitCode).toBe(exitCodes.portTaken);
    expect(stderr).toMatch(
      new RegExp(`^Port ${lab.port('redis')} \\(redis\\) is taken by pid ${process.pid} \\(.*node.*\\)\\.\n`),
    );
    expect(stderr).toContain('--port-offset');
    expect((await run('status')).exitCode).toBe(exitCodes.notRunning);
  });
});

describe('a broken .env', () => {
  it('is reported with all its errors at once, and nothing starts', async () => {
    const file = join(temporaryFolder(), '.env');
    writeFileSync(file, 'USER_TOKEN=short\nCOLOUR=blue\n');
    const { up, run } = secondLab(21_100, { LAB_ENV_FILE: file });
    const { exitCode, stderr } = await up();
    expect(exitCode).toBe(exitCodes.badSettings);
    expect(stderr.split('\n')).toEqual([
      expect.stringContaining('USER_TOKEN must be'),
      expect.stringContaining('COLOUR is not a setting'),
      expect.stringContaining('Fix .env'),
    ]);
    expect((await run('status')).exitCode).toBe(exitCodes.notRunning);
  });
});

describe('a missing Java', () => {
  const { up, run, part } = secondLab(21_200, { PATH: pathWithout('java') });
  afterAll(() => run('down'));

  it('is reported in one sentence, and the components that need no Java run', async () => {
    const { exitCode, stdout } = await up();
    expect(exitCode).toBe(exitCodes.unavailable);
    expect(stdout).toContain("kafka is unavailable: Java is missing: install it with 'sudo apt-get install");
    expect(await part('redis')).toMatchObject({ state: 'ready' });
    expect(await part('postgres')).toMatchObject({ state: 'ready' });
    expect(await part('kafka')).toMatchObject({ state: 'unavailable' });
  });
});

describe('the fetch script', () => {
  const fetch = (part: string, env: Record<string, string>) =>
    execa(join(root, 'infra/tools/fetch'), [part], {
      env: { XDG_CACHE_HOME: temporaryFolder(), ...env },
      reject: false,
    });

  it('explains what to do without Go', async () => {
    const { exitCode, stderr } = await fetch('k6', { PATH: pathWithout('go') });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^Go is missing: install Go \S+ or newer/),
    });
  });

  it('explains what to do with an outdated Go', async () => {
    const old = pathWithout('go');
    writeFileSync(join(old, 'go'), '#!/bin/sh\necho go1.19.8\n');
    chmodSync(join(old, 'go'), 0o755);
    const { exitCode, stderr } = await fetch('loki', { PATH: old });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^Go is too old for loki: it needs \S+ and this machine has 1\.19\.8/),
    });
  });

  it('explains what to do without Maven', async () => {
    const { exitCode, stderr } = await fetch('kafka', { PATH: pathWithout('mvn') });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^Maven is missing: /),
    });
  });

  it('reports the required and the free disk space', async () => {
    const full = pathWithout('df');
    writeFileSync(join(full, 'df'), '#!/bin/sh\necho Avail; echo 2\n');
    chmodSync(join(full, 'df'), 0o755);
    const { exitCode, stderr } = await fetch('loki', { PATH: full });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(
        /^Not enough disk space for loki: it needs 5 GiB under \S+ and 2 GiB are free/,
      ),
    });
  });

  it('shows a non-root user the command that root would run', async () => {
    const notRoot = pathWithout('redis-server', 'id');
    writeFileSync(join(notRoot, 'id'), '#!/bin/sh\necho 1000\n');
    chmodSync(join(notRoot, 'id'), 0o755);
    const { exitCode, stderr } = await fetch('redis-server', { PATH: notRoot });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("run 'sudo apt-get install --no-install-recommends redis-server'");
  });
});

describe('a missing npm', () => {
  it('is reported in one sentence before anything is installed', async () => {
    const checkout = temporaryFolder();
    for (const file of ['lab', 'package-lock.json']) copyFileSync(join(root, file), join(checkout, file));
    const { exitCode, stderr } = await execa(join(checkout, 'lab'), ['status'], {
      env: { PATH: pathWithout('npm'), LAB_HOME: temporaryFolder() },
      reject: false,
    });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 3,
      stderr: expect.stringMatching(/^npm is missing: install Node\.js/),
    });
  });
});
