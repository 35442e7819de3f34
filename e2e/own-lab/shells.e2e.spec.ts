import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { copyOfCheckout, linkedCopy, linkInstalled, runIn } from '../support/labs/checkout-copy.ts';
import { foreignNpmSettings } from '../support/labs/npm-settings.ts';
import { root, temporaryFolder } from '../support/labs/second-lab.ts';

/** The findings of ./lab doctor by topic. */
async function doctor(folder: string, program = 'lab', env = {}): Promise<Map<string, string>> {
  const { stdout, stderr } = await runIn(folder, program, ['doctor', '--json'], env);
  expect(stderr).toBe('');
  const findings = JSON.parse(stdout) as { what: string; found: string }[];
  return new Map(findings.map(({ what, found }) => [what, found]));
}

const whereIs = async (folder: string, env = {}) =>
  (await runIn(folder, 'infra/tools/fetch', ['--where', 'loki'], env)).stdout;

/** The output of the program for a stopped lab, and its cache: both as in the usual folder and shell. */
async function expectUsual(folder: string, program = 'lab', env = {}): Promise<void> {
  const { exitCode, stdout, stderr } = await runIn(folder, program, ['status'], env);
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: exitCodes.notRunning,
    stdout: 'The lab is not running: ./lab up starts it.',
    stderr: '',
  });
  const here = await whereIs(root);
  expect(here).toMatch(/loki-[0-9a-f]{12}$/);
  expect(here).not.toMatch(/-e3b0c44298fc$/); // The hash of an empty input.
}

describe('a folder', () => {
  it.each(['my lab', "it's #1 100% (mine) & more; !", 'ünï'])('named %s', async (name) => {
    const folder = linkedCopy(name);
    await expectUsual(folder);
    expect(await whereIs(folder)).toBe(await whereIs(root));
    const found = await doctor(folder);
    expect(found.get('path of checkout')).toBe(folder);
    expect(found.get('cache: loki')).not.toBe('unknown');
  });

  it('that Vitest cannot run in is refused by test in one sentence', async () => {
    const { exitCode, stderr } = await runIn(linkedCopy('C#'), 'lab', ['test', 'unit']);
    expect(exitCode).toBe(exitCodes.unavailable);
    expect(stderr).toMatch(/^The tests cannot run in ".+C#": .+ Move the checkout for \.\/lab test; .+\.$/);
  });

  it.each(['a:b', 'a,b', 'a$HOME', 'a"b', 'a[b]'])(
    'named %s is refused by up in one sentence',
    async (name) => {
      const home = join(temporaryFolder(), name);
      const { exitCode, stderr } = await runIn(root, 'lab', ['up', '--only', 'backing'], { LAB_HOME: home });
      expect(exitCode).toBe(exitCodes.unavailable);
      expect(stderr).toMatch(
        /^The path ".+" cannot hold a lab; it must be without .+ nothing was started\.$/,
      );
    },
  );

  it("without a program's version pins makes fetch fail with a remedy", async () => {
    const folder = copyOfCheckout('my lab');
    renameSync(join(folder, 'infra/tools/loki'), join(folder, 'infra/tools/gone'));
    for (const args of [['--where', 'loki'], ['--download', 'loki'], ['loki']]) {
      const { exitCode, stdout, stderr } = await runIn(folder, 'infra/tools/fetch', args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toContain('Nothing pins loki');
    }
  });
});

describe('a shell', () => {
  let folder: string;
  beforeAll(() => void (folder = linkedCopy()));

  it.each([
    ['without HOME', { HOME: undefined }],
    ['with an empty HOME', { HOME: '' }],
    ['with LANG=C', { LANG: 'C', LC_ALL: 'C' }],
    ['with CDPATH', { CDPATH: '.:/' }],
    ['with NODE_ENV=production', { NODE_ENV: 'production' }],
    [
      'with npm settings',
      { npm_config_omit: 'dev', npm_config_global: 'true', npm_config_prefix: '/nowhere' },
    ],
  ])('%s', async (_what, env) => {
    await expectUsual(folder, 'lab', env);
    expect(await whereIs(folder, env)).toBe(await whereIs(root));
  });

  it('without HOME is reported by the doctor', async () => {
    expect((await doctor(folder, 'lab', { HOME: undefined })).get('HOME')).toMatch(/^not set: \/.+ is taken/);
  });

  it('on a dumb terminal shows no control characters', async () => {
    const { stdout } = await execa('script', ['-qec', './lab doctor', '/dev/null'], {
      cwd: folder,
      env: { TERM: 'dumb' },
      stdin: 'ignore',
      reject: false,
    });
    expect(stdout).toContain('without colours');
    expect(stdout).not.toContain('\u001b');
  });

  it('through a symlink, from another folder', async () => {
    const linkFolder = temporaryFolder();
    symlinkSync(join(folder, 'lab'), join(linkFolder, 'shop lab'));
    await expectUsual(linkFolder, 'shop lab');
    expect((await doctor(linkFolder, 'shop lab')).get('path of checkout')).toBe(folder);
  });

  it('in a worktree of git', async () => {
    const git = (...args: string[]) =>
      execa('git', ['-c', 'user.name=lab', '-c', 'user.email=lab@localhost', ...args], { cwd: folder });
    const tree = join(temporaryFolder(), 'a tree');
    await git('init', '-q');
    // The copy has links instead of installed folders; .gitignore, written for folders, may not match them.
    await git('add', '-A', '--', '.', ':!*node_modules');
    await git('commit', '-q', '-m', 'All of it');
    await git('worktree', 'add', '-q', '--detach', tree);
    linkInstalled(tree);
    await expectUsual(tree);
  });
});

describe('the installation', () => {
  /** An npm that records its arguments and installs nothing. */
  function silentNpm(): { path: string; settings: () => string } {
    const bin = temporaryFolder();
    const notes = join(bin, 'settings');
    writeFileSync(
      join(bin, 'npm'),
      `#!/bin/sh\n{ echo "$@"; env; while [ "$1" != --userconfig ]; do shift; done; cat "$2"; } >'${notes}'\n`,
    );
    chmodSync(join(bin, 'npm'), 0o755);
    return { path: `${bin}:${process.env['PATH']}`, settings: () => readFileSync(notes, 'utf8') };
  }

  it('does not count as done when npm omitted a package that the lab runs, and the next ./lab tries again', async () => {
    const folder = copyOfCheckout();
    const { path: PATH } = silentNpm();
    for (let time = 0; time < 2; time++) {
      const { exitCode, stderr } = await runIn(folder, 'lab', ['status'], { PATH });
      expect(exitCode).toBe(exitCodes.failed);
      expect(stderr).toContain('npm ci ended well and left something out that the lab runs');
    }
  });

  it('does not count as done because of a stamp alone', async () => {
    const folder = copyOfCheckout();
    mkdirSync(join(folder, 'node_modules'));
    const lock = readFileSync(join(folder, 'package-lock.json'));
    writeFileSync(join(folder, 'node_modules/.lab-stamp'), (await execa('cksum', { input: lock })).stdout);
    const { stderr } = await runIn(folder, 'lab', ['status'], { PATH: silentNpm().path });
    expect(stderr).toContain('npm ci ended well and left something out');
  });

  it("takes only the registry settings from the user's npm configuration", async () => {
    const home = temporaryFolder();
    const kept = [
      'registry=http://127.0.0.1:9/',
      '@me:registry=http://127.0.0.1:9/',
      '//127.0.0.1:9/:_authToken=none',
    ];
    writeFileSync(join(home, '.npmrc'), [...kept, ...foreignNpmSettings.npmrc, ''].join('\n'));
    const npm = silentNpm();
    await runIn(copyOfCheckout('my lab'), 'lab', ['status'], {
      ...foreignNpmSettings.env,
      PATH: npm.path,
      HOME: home,
      npm_config_cache: '/c',
      npm_config_https_proxy: 'http://127.0.0.1:9',
    });
    const settings = npm.settings().split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([...kept, 'npm_config_cache=/c', 'npm_config_https_proxy=http://127.0.0.1:9']),
    );
    const foreign = [
      ...foreignNpmSettings.npmrc,
      ...Object.entries(foreignNpmSettings.env).map((pair) => pair.join('=')),
    ];
    expect(settings.filter((line) => foreign.includes(line))).toEqual([]);
  });

  it("reads the machine's npm settings although npx put another node first in the PATH, and with another prefix", async () => {
    const prefix = temporaryFolder();
    for (const folder of ['bin', 'etc']) mkdirSync(join(prefix, folder));
    writeFileSync(join(prefix, 'bin/node'), '', { mode: 0o755 });
    writeFileSync(join(prefix, 'etc/npmrc'), 'cafile=/ca.crt\n');
    const npm = silentNpm();
    const byNpx = join(root, 'node_modules/.bin');
    await runIn(copyOfCheckout(), 'lab', ['status'], {
      PATH: [byNpx, `${prefix}/bin`, npm.path].join(':'),
      npm_config_prefix: '/nowhere',
    });
    const settings = npm.settings().split('\n');
    expect(settings).toContain('cafile=/ca.crt');
    expect(settings.find((line) => line.startsWith('PATH='))).not.toContain('node_modules/.bin');
  });
});
