import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { roomIn } from '@webstore/lab-core/machine/disk.ts';
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
  ])('with %j say %s', (changed, fix) => {
    expect(room(changed).fix).toBe(fix);
  });

  it('reads the room of the nearest folder that is there', () => {
    expect(roomIn(join(tmpdir(), 'none', 'of', 'these'))).toMatchObject({ isWritable: true });
    expect(roomIn(tmpdir()).freeBytes).toBeGreaterThan(0);
  });

  it('name a path that a part of the lab cannot have', () => {
    const [good, bad] = checkPaths({ checkout: '/my lab', data: '/a,b' });
    expect(good).not.toHaveProperty('fix');
    expect(bad).toMatchObject({ what: 'path of data', fix: expect.stringContaining('Kafka') });
  });
});

describe('the doctor and the tests', () => {
  it('name a checkout in which Vitest cannot run', () => {
    expect(checkTests('/my lab')).not.toHaveProperty('fix');
    expect(checkTests('/C#/lab').fix).toContain('Move the checkout');
  });
});

describe('the doctor and the shell', () => {
  const usual = { HOME: '/home/me', TERM: 'xterm' };
  const found = (env: Record<string, string>, isTerminal = true) =>
    Object.fromEntries(checkShell(env, isTerminal).map(({ what, ...rest }) => [what, rest]));

  it('have nothing to say against a usual one', () => {
    expect(found(usual)).toEqual({
      HOME: { found: '/home/me' },
      'npm settings': { found: 'none that matter' },
      terminal: { found: 'xterm' },
    });
  });

  it('name a HOME that is missing, and what is taken in its place', () => {
    expect(found({ TERM: 'xterm' })['HOME']).toMatchObject({ fix: expect.stringContaining('set HOME') });
    const completed = found({ ...usual, LAB_HOME_WAS_UNSET: 'yes' });
    expect(completed['HOME']!.found).toContain('/home/me is taken');
  });

  it("name the user's npm settings that are set aside, and none that say where packages come from", () => {
    const { found: named } = found({
      ...usual,
      ...{ NODE_ENV: 'production', npm_config_ignore_scripts: 'true', NPM_CONFIG_OMIT: 'dev' },
      ...{
        npm_config_registry: 'x',
        npm_config_https_proxy: 'x',
        npm_config_cafile: 'x',
        npm_config__auth: 'x',
      },
    })['npm settings']!;
    expect(named).toMatch(/: NODE_ENV, NPM_CONFIG_OMIT, npm_config_ignore_scripts$/);
  });

  it('name a terminal without colours, and none', () => {
    expect(found({ ...usual, TERM: 'dumb' })['terminal']!.found).toContain('without colours');
    expect(found(usual, false)['terminal']!.found).toContain('no colours');
  });
});

describe('the doctor and the limits of the machine', () => {
  it('count memory that the system would give back', () => {
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
  ])('with open files of %s say %s', (limits, fix) => {
    const { fix: said } = checkOpenFiles(`Max open files            ${limits}\n`);
    if (fix === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(fix);
  });

  it('name a clock that is wrong, or that was set', () => {
    const now = Date.parse('2026-11-29T12:00:00Z');
    expect(checkClock(now, 3)).not.toHaveProperty('fix');
    expect(checkClock(now, -60_000).fix).toContain('let it settle');
    expect(checkClock(0, 0).fix).toContain('set the clock');
  });

  it('say whether Docker is there, and need none', () => {
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

  it('name who holds a port, and the checkout of another lab', () => {
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

  it('know the checkout by what its process was started with', () => {
    expect(labFolderOf(0, 'redis-server\0/other lab/infra/redis/redis.conf\0')).toBe('/other lab');
    expect(labFolderOf(0, 'java\0/srv/lab/.lab/config/kafka/server.properties\0')).toBe('/srv/lab');
    expect(labFolderOf(0, 'nginx\0-g\0daemon off;\0')).toBeUndefined();
  });
});

describe('the doctor and what the lab remembers', () => {
  let home: string;
  const found = () => checkState(openLab({ home, evenIfUnknown: true }));
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'doctor state '))));
  afterEach(() => rmSync(home, { recursive: true }));

  it('find files that can be read', () => {
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
  ])('name %s that holds "%s", and what to do', (file, text) => {
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

  it('name a folder in the place of a file', () => {
    mkdirSync(join(home, 'lab.json'));
    expect(found()).toMatchObject([{ found: expect.stringContaining('is a folder') }]);
  });

  it('name dependencies that are not those of package-lock.json', () => {
    mkdirSync(join(home, 'node_modules'));
    expect(checkInstalled({ root: home }, '1 2')).toMatchObject({ found: 'installed by other means' });
    writeFileSync(join(home, 'node_modules/.lab-stamp'), '1 2\n');
    expect(checkInstalled({ root: home }, '1 2\n')).not.toHaveProperty('fix');
    expect(checkInstalled({ root: home }, '3 4')).toMatchObject({
      fix: expect.stringContaining('./lab status'),
    });
  });
});
