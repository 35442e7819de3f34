import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { oneFailed, readTally, tallyVariable } from '@webstore/checks/runner/tally.ts';
import type { PartsResult } from './run-parts.ts';

const main = join(import.meta.dirname, '../../main.ts');

/** Runs parts in a separate process, and prints its output after it has ended. */
export async function runBeside(lab: Lab, parts: string[], full: boolean): Promise<PartsResult> {
  const folder = join(lab.home, 'test');
  const file = join(folder, 'beside.tally.json');
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  console.log(`Beside it: ${parts.join(', ')}; what they print follows at the end.`);
  const args = ['test', ...parts, ...(full ? ['--full'] : [])];
  const { all, exitCode } = await execa(process.execPath, [main, ...args], {
    env: { [tallyVariable]: file },
    stdin: 'ignore',
    all: true,
    reject: false,
    // More than the parts ever print.
    maxBuffer: 500_000_000,
  });
  console.log(all);
  const ended = readTally(file);
  if (ended) return { all: ended.tally, parts, lines: ended.lines };
  return {
    all: oneFailed(`${parts.join(', ')}: ended with ${exitCode} and without a result`),
    parts,
    lines: [],
  };
}
