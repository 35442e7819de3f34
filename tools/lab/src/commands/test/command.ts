import { randomInt } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { untestablePath } from '@webstore/lab-core/machine/folder-name.ts';
import { partNames, partsWithoutVitest } from '@webstore/checks/runner/parts.ts';
import { closingLine } from '@webstore/checks/runner/tally.ts';
import { slowestFiles } from '@webstore/checks/runner/timings.ts';
import { resultVariable, writeResult } from './parts-result.ts';
import { runParts } from './run-parts.ts';

interface Options {
  full?: boolean;
  timings?: boolean;
}

export function register(program: Command): void {
  program
    .command('test')
    .description('run the tests, all or some parts of them')
    .addArgument(new Argument('[parts...]', 'which parts').choices(partNames))
    .option('--full', 'with the tests that take longer than CI has')
    .option('--timings', 'print the 30 slowest files and what took their time')
    .action(test);
}

async function test(only: string[], { full = false, timings = false }: Options): Promise<void> {
  const lab = openLab();
  const why = untestablePath(lab.root);
  const runsVitest = only.length === 0 || only.some((name) => !partsWithoutVitest.includes(name));
  if (why && runsVitest) throw new Failure(why, exitCodes.unavailable);
  // CI uses a fixed seed; the long run uses a new one.
  if (full) process.env['FC_SEED'] ||= String(randomInt(2 ** 31));
  const result = await runParts(lab, only, full);
  const file = process.env[resultVariable];
  if (file) return writeResult(file, result);
  const { all, lines } = result;
  if (timings) console.log(`\n${slowestFiles(result.timings, 30)}`);
  // A run prints thousands of lines, so the failures are repeated at the end.
  const failures = all.failures.map((what) => `FAIL ${what}\n`);
  const seed = full ? [`Seed of the properties: FC_SEED=${process.env['FC_SEED']}`] : [];
  console.log(['', ...failures, ...lines, ...seed, closingLine(all)].join('\n'));
  if (all.failures.length > 0) process.exitCode = exitCodes.failed;
}
