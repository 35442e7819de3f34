import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { failedResult, type PartsResult, readResult, resultVariable } from './parts-result.ts';

const main = join(import.meta.dirname, '../../main.ts');

/**
 * Runs parts in a separate process, and prints its output after it has ended.
 *
 * @param lane the name of its files
 */
export async function runLane(
  lab: Lab,
  lane: string,
  parts: string[],
  full: boolean,
  env: Record<string, string> = {},
): Promise<PartsResult> {
  const folder = join(lab.home, 'test');
  const file = join(folder, `${lane}.result.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(file, { force: true });
  console.log(`In parallel: ${parts.join(', ')}; their output follows at the end.`);
  const args = ['test', ...parts, ...(full ? ['--full'] : [])];
  const { all, exitCode } = await execa(process.execPath, [main, ...args], {
    env: { [resultVariable]: file, ...env },
    stdin: 'ignore',
    all: true,
    reject: false,
    // More than the parts ever print.
    maxBuffer: 500_000_000,
  });
  console.log(all);
  return readResult(file) ?? failedResult(`${parts.join(', ')}: ended with ${exitCode} and without a result`);
}
