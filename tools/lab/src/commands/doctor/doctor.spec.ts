import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { roomIn } from '@webstore/lab-core/machine/disk.ts';
import { lockFile } from '@webstore/lab-core/state/file-lock.ts';
import { checkDocker } from './docker.ts';
import { availableMemory, checkClock, checkMemory, checkOpenFiles } from './limits.ts';
import { checkPorts, labFolderOf } from './ports.ts';
import { checkShell } from './shell.ts';
import { checkInstalled, checkState } from './state.ts';
import { checkPaths, checkRoom, checkTests, toRun } from './storage.ts';

const GiB = 1024 ** 3;
const roomy = { folder: '/data', freeBytes: 50 * GiB, freeInodes: 1e6, inodes: 2e6, isWritable: true };
const room = (changed: Partial<typeof roomy>) =>
  checkRoom('disk', '/data', toRun, 'set LAB_HOME', { ...roomy, ...changed });

describe('the doctor and the disk', () => {
  it.each([
    [{}, undefined],
    [{ freeBytes: GiB }, 'free some space, or set LAB_HOME'],
    [{ freeInodes: 10 }, 'remove many small files there, or set LAB_HOME'],
    [{ freeInodes: 0, inodes: 0 }, undefined],
    [{ isWritable: false }, 'give yourself the right to write there, or set LAB_HOME'],
  ])('report %j as %s', (changed, fix) => {
    expect(room(changed).fix).toBe(fix);
  });

  it('read the free space of the nearest existing folder', () => {
    expect(roomIn(join(tmpdir(), 'none', 'of', 'these'))).toMatchObject({ isWritable: true });
    expect(roomIn(tmpdir()).freeBytes).toBeGreaterThan(0);
  });

  it('report a path that a component of the lab cannot handle', () => {
    const [good, bad] = checkPaths({ checkout: '/my lab', data: '/a,b' });
    expect(good).not.toHaveProperty('fix');
    expect(bad).toMatchObject({ what: 'path of data', fix: expect.stringContaining('Kafka') });
  });
});

describe('the doctor and the tests', () => {
  it('report a checkout in which Vitest cannot run', () => {
    expect(checkTests('/my lab')).not.toHaveProperty('fix');
    expect(checkTests('/C#/lab').fix).toContain('Move the checkout');
  });
});

describe('the doctor and the shell', () => {
  const root = resolve(import.meta.dirname, '../../../../..');
  const usual = { HOME: tmpdir(), TERM: 'xterm', LANG: 'C.UTF-8', PATH: process.env['PATH'] ?? '' };
  const found = (env: Record<string, string>, isTerminal = true) =>
    Object.fromEntries(checkShell(env, isTerminal, root).map(({ what, ...rest }) => [what, rest]));

  it('report nothing about a usual one', () => {
    expect(found(usual)).toEqual({
      HOME: { found: tmpdir() },
      'npm settings': { found: 'none that matter' },
      locale: { found: 'LANG=C.UTF-8' },
      terminal: { found: 'xterm' },
    });
  });

  it('report a missing HOME, and its replacement', () => {
    expect(found({ TERM: 'xterm' })['HOME']).toMatchObject({ fix: expect.stringContaining('set HOME') });
    const completed = found({ ...usual, LAB_HOME_WAS_UNSET: 'yes' });
    expect(completed['HOME']!.found).toContain(`${tmpdir()} is taken`);
  });

  it.each([
    ['home', 'another folder wherever a program runs'],
    [join(tmpdir(), 'none', 'of these'), 'no folder'],
    ['/etc/hostname', 'no folder'],
  ])('report HOME=%s', (HOME, why) => {
    expect(found({ ...usual, HOME })['HOME']).toMatchObject({
      found: expect.stringContaining(why),
      fix: expect.stringContaining('set HOME'),
    });
  });

  it.each(['LANG', 'LC_ALL'])('report a locale in %s that is not installed', (name) => {
    expect(found({ ...usual, [name]: 'xx_YY.UTF-8' })['locale']).toMatchObject({
      found: `${name}=xx_YY.UTF-8, which is not installed`,
      fix: expect.stringContaining('C.UTF-8'),
    });
    expect(found({ ...usual, [name]: 'C' })['locale']).toEqual({ found: `${name}=C` });
  });

  it('report an npm that may download nothing', () => {
    expect(found({ ...usual, npm_config_offline: 'true' })['npm settings']!.fix).toContain(
      'unset npm_config_offline',
    );
    expect(found({ ...usual, NPM_CONFIG_OFFLINE: 'false' })['npm settings']).not.toHaveProperty('fix');
  });

  it("report the user's npm settings that are ignored, but not the registry settings", () => {
    const { found: named } = found({
      ...usual,
      NODE_ENV: 'production',
      npm_config_ignore_scripts: 'true',
      NPM_CONFIG_OMIT: 'dev',
      ...{
        npm_config_registry: 'x',
        npm_config_https_proxy: 'x',
        npm_config_cafile: 'x',
        npm_config__auth: 'x',
        npm_config_prefer_offline: 'true',
        npm_config_fetch_retries: '3',
      },
    })['npm settings']!;
    expect(named).toMatch(/: NODE_ENV, NPM_CONFIG_OMIT, npm_config_ignore_scripts$/);
  });

  it('report a terminal without colours, and a missing terminal', () => {
    expect(found({ ...usual, TERM: 'dumb' })['terminal']!.found).toContain('without colours');
    expect(found(usual, false)['terminal']!.found).toContain('no colours');
  });
});

describe('the doctor and the limits of the machine', () => {
  it('count memory that the system can reclaim as available', () => {
    expect(availableMemory('MemFree: 1 kB\nMemAvailable:    4194304 kB\n')).toBe(4 * GiB);
    expect(availableMemory('')).toBeUndefined();
    expect(checkMemory(4 * GiB)).not.toHaveProperty('fix');
    expect(checkMemory(2 * GiB).fix).toContain('--only shop');
  });

  it.each([
    ['1024                 1048576              files', 'ulimit -n 4096 in this shell before ./lab up'],
    ['256                  256                  files', 'as root: the hard limit is lower'],
    ['1048576              1048576              files', undefined],
    ['unlimited            unlimited            files', undefined],
  ])('report open files of %s as %s', (limits, fix) => {
    const { fix: said } = checkOpenFiles(`Max open files            ${limits}\n`);
    if (fix === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(fix);
  });

  it('report a clock that is wrong, or that was set', () => {
    const now = Date.parse('2026-11-29T12:00:00Z');
    expect(checkClock(now, 3)).not.toHaveProperty('fix');
    expect(checkClock(now, -60_000).fix).toContain('let it settle');
    expect(checkClock(0, 0).fix).toContain('set the clock');
  });

  it('report whether Docker is installed, which is optional', () => {
    const all = [checkDocker(false, false), checkDocker(true, false), checkDocker(true, true)];
    expect(all.map(({ found }) => found)).toEqual([
      expect.stringContaining('absent'),
      expect.stringContaining('does not run'),
      'present',
    ]);
    expect(all.every(({ fix }) => fix === undefined)).toBe(true);
  });
});

describe('the doctor and other programs', () => {
  const taken = [{ part: 'redis', holder: { port: 6379, pid: 7, command: 'redis-server' } }];

  it('name the holder of a port, and the checkout of another lab', () => {
    expect(checkPorts([])).toEqual([{ what: 'ports', found: 'free, or our own' }]);
    expect(checkPorts(taken, () => undefined)).toMatchObject([
      { what: 'port 6379 (redis)', found: 'pid 7 (redis-server)', fix: expect.stringContaining('stop it') },
    ]);
    expect(checkPorts(taken, () => '/other lab')).toMatchObject([
      {
        found: expect.stringContaining('a lab in /other lab'),
        fix: expect.stringContaining('./lab down in /other lab'),
      },
    ]);
  });

  it('find the checkout from the arguments of its process', () => {
    expect(labFolderOf(0, 'redis-server\0/other lab/infra/redis/redis.conf\0')).toBe('/other lab');
    expect(labFolderOf(0, 'java\0/srv/lab/.lab/config/kafka/server.properties\0')).toBe('/srv/lab');
    expect(labFolderOf(0, 'java\0-Dlog4j2=file:///my lab/infra/kafka/log4j2.properties\0')).toBe('/my lab');
    expect(labFolderOf(0, 'nginx\0-g\0daemon off;\0')).toBeUndefined();
  });
});

describe("the doctor and the lab's state", () => {
  let home: string;
  const found = () => checkState(openLab({ home, evenIfUnknown: true }));
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'doctor state '))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('find readable files', () => {
    writeFileSync(join(home, 'lab.json'), '{}');
    expect(found()).toEqual([{ what: 'state', found: `all of ${home} can be read and written` }]);
  });

  it.each([
    ['lab.json', ''],
    ['secrets.json', '{"postgres":'],
    ['data/faults/active.json', 'null,'],
    ['exercises/learners/me.json', '['],
    ['data/acquirer/acquirer.db', 'order 1: 5 EUR'],
    ['data/pager/pager.sqlite', 'SQLite format 2'],
  ])('report %s that contains "%s", with a remedy', (file, text) => {
    mkdirSync(join(home, file, '..'), { recursive: true });
    writeFileSync(join(home, file), text);
    expect(found()).toEqual([
      {
        what: 'state',
        found: expect.stringMatching(new RegExp(`${file} is (empty|no database|cut|not JSON)`)),
        fix: expect.stringMatching(/\S/),
      },
    ]);
  });

  it('report a folder in place of a file', () => {
    mkdirSync(join(home, 'lab.json'));
    expect(found()).toMatchObject([{ found: expect.stringContaining('is a folder') }]);
  });

  it('report a file that another process keeps locked', () => {
    const release = lockFile(join(home, 'lab.json'));
    expect(found()).toMatchObject([
      {
        found: expect.stringContaining('is being changed by another process'),
        fix: expect.stringContaining('fuser'),
      },
    ]);
    release();
    expect(found()).toMatchObject([{ found: expect.stringContaining('can be read and written') }]);
  });

  it('report an immutable file, but not a read-only one, which is replaced', () => {
    const file = join(home, 'lab.json');
    writeFileSync(file, '{}', { mode: 0o444 });
    expect(found()).toMatchObject([{ found: expect.stringContaining('can be read and written') }]);
    execFileSync('chattr', ['+i', file]);
    try {
      expect(found()).toMatchObject([
        {
          found: expect.stringContaining('cannot be replaced: it is locked'),
          fix: expect.stringContaining('chattr -i'),
        },
      ]);
    } finally {
      execFileSync('chattr', ['-i', file]);
    }
  });

  it.each([[['faults']], [[]]])(
    'report a folder in which nothing can be written once, with %j in it',
    (folders) => {
      const data = join(home, 'data');
      mkdirSync(data);
      execFileSync('mount', ['-t', 'tmpfs', 'none', data]);
      try {
        for (const name of folders) mkdirSync(join(data, name));
        execFileSync('mount', ['-o', 'remount,ro', data]);
        expect(found()).toMatchObject([{ found: expect.stringContaining(`${data} cannot be written`) }]);
      } finally {
        execFileSync('umount', [data]);
      }
    },
  );

  it('report dependencies that differ from package-lock.json', () => {
    mkdirSync(join(home, 'node_modules'));
    expect(checkInstalled({ root: home }, '1 2')).toMatchObject({ found: 'installed by other means' });
    writeFileSync(join(home, 'node_modules/.lab-stamp'), '1 2\n');
    expect(checkInstalled({ root: home }, '1 2\n')).not.toHaveProperty('fix');
    expect(checkInstalled({ root: home }, '3 4')).toMatchObject({
      fix: expect.stringContaining('./lab status'),
    });
  });
});
