import { randomInt } from 'node:crypto';
import { Argument, type Command } from 'commander';
import { exitCodes, Failure, messageOf } from '../failure.ts';
import { openLab } from '../lab.ts';
import { untestablePath } from '../machine/folder-name.ts';
import { duration } from '../show/duration.ts';
import { longParts, partsWithoutVitest, testParts } from '../testing/parts.ts';
import { closingLine, oneFailed, sum, type Tally } from '../testing/tally.ts';
import { readTimings, slowestFiles } from '../testing/timings.ts';

export function register(program: Command): void {
  program
    .command('test')
    .description('run the tests, all or one part of them')
    .addArgument(new Argument('[part]', 'which part').choices(Object.keys(testParts)))
    .option('--full', 'with the tests that take longer than CI has')
    .option('--timings', 'print the 30 slowest files and what took their time')
    .action(test);
}

async function test(
  only: string | undefined,
  { full = false, timings = false }: { full?: boolean; timings?: boolean },
): Promise<void> {
  const lab = openLab();
  const why = untestablePath(lab.root);
  if (why && !partsWithoutVitest.includes(only ?? '')) throw new Failure(why, exitCodes.unavailable);
  // CI tries the same values each time; the long run looks for new ones.
  if (full) process.env['FC_SEED'] ||= String(randomInt(2 ** 31));
  const tallies: Tally[] = [];
  const lines: string[] = [];
  const parts: string[] = [];
  for (const [name, run] of Object.entries(testParts)) {
    if (only === undefined ? !full && longParts.includes(name) : name !== only) continue;
    console.log(`\n── ${name} ──`);
    const began = Date.now();
    const tally = await run(lab, full, only === name).catch((error: unknown) => {
      console.error(messageOf(error));
      return oneFailed(`${name}: ${messageOf(error)}`);
    });
    tallies.push(tally);
    parts.push(name);
    lines.push(`${name.padEnd(12)} ${closingLine(tally)} in ${duration(Date.now() - began)}`);
  }
  const all = sum(tallies);
  if (timings) console.log(`\n${slowestFiles(readTimings(lab, parts), 30)}`);
  // A run prints thousands of lines: what failed is said where whoever comes back looks first.
  const failures = all.failures.map((what) => `FAIL ${what}\n`);
  const seed = full ? [`Seed of the properties: FC_SEED=${process.env['FC_SEED']}`] : [];
  console.log(['', ...failures, ...lines, ...seed, closingLine(all)].join('\n'));
  if (all.failures.length > 0) process.exitCode = exitCodes.failed;
}
