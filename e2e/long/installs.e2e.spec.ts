import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { copyOfCheckout, runIn } from '../support/labs/checkout-copy.ts';
import { foreignNpmSettings } from '../support/labs/npm-settings.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';

/** About a minute each; many minutes on a busy machine. */
const INSTALLING_MS = 1_800_000;
const odd = "müller's #1 100% 実験";

/** A home folder with these lines in its .npmrc, beside this machine's registry settings and npm's cache. */
function homeWith(lines: string[]): string {
  const home = temporaryFolder();
  const own = join(homedir(), '.npmrc');
  const registry = existsSync(own) ? readFileSync(own, 'utf8') : '';
  const cache = `cache=${join(homedir(), '.npm')}`;
  writeFileSync(join(home, '.npmrc'), [registry, cache, ...lines, ''].join('\n'));
  return home;
}

async function installsIn(folder: string, env: Record<string, string | undefined>): Promise<void> {
  const { exitCode, stdout, stderr } = await runIn(folder, 'lab', ['status'], env);
  expect({ exitCode, stderr }).toEqual({ exitCode: exitCodes.notRunning, stderr: '' });
  expect(stdout).toContain('The lab is not running');
  const { stdout: node } = await execa(join(folder, 'node_modules/.bin/node'), ['--version']);
  expect(node).toMatch(/^v24\./);
}

/**
 * Real installations. Each of the settings spoils an installation by itself and none repairs one, so one
 * installation with all of them proves as much as one each; own-lab/shells.e2e.spec.ts names one that gets through.
 */
describe('a fresh clone installs what the lab runs', () => {
  it(
    'with npm settings for other projects in the environment and in .npmrc',
    async () => {
      const HOME = homeWith(foreignNpmSettings.npmrc);
      await installsIn(copyOfCheckout(), { ...foreignNpmSettings.env, HOME });
    },
    INSTALLING_MS,
  );

  it('without HOME', () => installsIn(copyOfCheckout(), { HOME: undefined }), INSTALLING_MS);

  it(
    'in a folder with odd characters and the locale C, and starts the data stores there',
    async () => {
      const folder = copyOfCheckout(odd);
      const inLocaleC = { LANG: 'C', LC_ALL: 'C', TERM: 'dumb' };
      await installsIn(folder, inLocaleC);
      const up = await runIn(folder, 'lab', ['up', '--only', 'backing', '--port-offset', '11900'], inLocaleC);
      const down = await runIn(folder, 'lab', ['down']);
      expect({ exitCode: up.exitCode, stderr: up.stderr }, up.stdout).toEqual({ exitCode: 0, stderr: '' });
      expect(down.exitCode, down.stdout).toBe(0);
    },
    INSTALLING_MS,
  );
});
