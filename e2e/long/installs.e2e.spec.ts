import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { copyOfCheckout, runIn } from '../support/labs/checkout-copy.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';

/** About a minute each; many minutes on a busy machine. */
const INSTALLING_MS = 1_800_000;
const odd = "müller's #1 100% 実験";

/** A home folder with these lines in its .npmrc, beside this machine's registry settings. */
function homeWith(...lines: string[]): string {
  const home = temporaryFolder();
  const own = [join(process.env['HOME'] ?? '/root', '.npmrc')].map((file) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return '';
    }
  });
  writeFileSync(join(home, '.npmrc'), [...own, ...lines, ''].join('\n'));
  return home;
}

/** Real installations that take minutes each. */
describe('a fresh clone installs what the lab runs', () => {
  it.each([
    ['with NODE_ENV=production', 'lab', { NODE_ENV: 'production' }],
    ['with ignore-scripts', 'lab', { npm_config_ignore_scripts: 'true' }],
    ['without development dependencies', 'lab', { npm_config_omit: 'dev', NPM_CONFIG_PRODUCTION: 'true' }],
    ['as if globally, or dry', 'lab', { npm_config_global: 'true', npm_config_dry_run: 'true' }],
    [
      'with the lock file alone',
      'lab',
      { npm_config_package_lock_only: 'true', npm_config_bin_links: 'false' },
    ],
    ['without workspaces', 'lab', { npm_config_workspaces: 'false', npm_config_prefix: '/nowhere' }],
    [
      "with a user's .npmrc for other projects",
      'lab',
      { HOME: homeWith('omit=dev', 'ignore-scripts=true', 'global=true') },
    ],
    ['without HOME', 'lab', { HOME: undefined }],
    ['in a folder with odd characters', odd, { LANG: 'C', LC_ALL: 'C', TERM: 'dumb' }],
  ])(
    '%s',
    async (_what, name, env) => {
      const folder = copyOfCheckout(name);
      const { exitCode, stdout, stderr } = await runIn(folder, 'lab', ['status'], env);
      expect({ exitCode, stderr }).toEqual({ exitCode: exitCodes.notRunning, stderr: '' });
      expect(stdout).toContain('The lab is not running');
      const { stdout: node } = await execa(join(folder, 'node_modules/.bin/node'), ['--version']);
      expect(node).toMatch(/^v24\./);
    },
    INSTALLING_MS,
  );

  it(
    'and starts the data stores in a folder with odd characters',
    async () => {
      const folder = copyOfCheckout(odd);
      const inLocaleC = { LANG: 'C', LC_ALL: 'C' };
      const up = await runIn(folder, 'lab', ['up', '--only', 'backing', '--port-offset', '22100'], inLocaleC);
      const down = await runIn(folder, 'lab', ['down']);
      expect({ up: up.exitCode, stderr: up.stderr, down: down.exitCode }).toEqual({
        up: 0,
        stderr: '',
        down: 0,
      });
    },
    INSTALLING_MS,
  );
});
