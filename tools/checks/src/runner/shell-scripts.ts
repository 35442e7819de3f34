import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { fetchScript } from '@webstore/supervisor/components/launching/cache.ts';
import { runCheck } from './run.ts';
import { none, oneFailed, type Tally } from './tally.ts';

const notOurs = ['**/node_modules/**', '.lab/**', '.nx/**', '**/dist/**'];

/** Every shell script of the checkout: by its extension, or by its first line where it has none. */
export function shellScripts(root: string): string[] {
  return globSync(['**/*.sh', 'lab', '.ci/*', 'infra/tools/*'], { cwd: root, exclude: notOurs })
    .filter((file) => statSync(join(root, file)).isFile())
    .filter((file) => /^#!.*\b(ba|da)?sh\b/.test(readFileSync(join(root, file), 'utf8')))
    .toSorted();
}

/** Runs ShellCheck on all of them; if it is missing and cannot be installed, reports and counts that. */
export async function checkShellScripts(lab: Lab): Promise<Tally> {
  const { exitCode, stderr } = await execa(fetchScript(lab), ['shellcheck'], { reject: false });
  if (exitCode === exitCodes.unavailable) {
    console.log(`skip shellcheck: ${stderr.trim()}`);
    return { ...none, skipped: 1 };
  }
  if (exitCode !== 0) return oneFailed(`shellcheck could not be installed\n${stderr}`);
  return runCheck(lab, 'shellcheck', shellScripts(lab.root));
}
