import { Argument, type Command, Option } from 'commander';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { bench, type BenchOptions, benches } from './bench.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';

export function register(program: Command): void {
  program
    .command('bench')
    .description(
      'measure what telemetry costs, how late it comes, and how it grows; without an argument, all of it',
    )
    .addArgument(new Argument('[what]', 'which').choices(Object.keys(benches)))
    .addOption(
      new Option('--workload <name>', 'of overhead: one of the two').choices(['trivial', 'checkout']),
    )
    .option('--rounds <n>', 'how often each is measured', wholeNumber(1, 100), 3)
    .option('--seconds <n>', 'how long each round lasts', wholeNumber(1, 3600), 10)
    .option('--json', 'print JSON')
    .option('--markdown', 'as tables for docs/reference/performance.md')
    .action(async (what: keyof typeof benches | undefined, options: BenchOptions) => {
      const holds = await bench(openLab(), what, options);
      process.exitCode = holds ? exitCodes.ok : exitCodes.failed;
    });
}
