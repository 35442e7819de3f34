import { Command, Option } from 'commander';
import { writeFiles } from './generate.ts';
import { runMutants } from './mutation/run.ts';
import { Problem } from './problem.ts';
import { type ProfileName, profiles } from './profiles.ts';

const program = new Command('slo').description(
  'From the objectives in infra/slo to the rules of Prometheus.',
);

program
  .command('rules')
  .description('write the rules of the objectives')
  .addOption(
    new Option('--windows <profile>', 'for which windows').choices(Object.keys(profiles)).default('lab'),
  )
  .action(({ windows }: { windows: ProfileName }) => {
    for (const file of writeFiles(windows)) console.log(file);
  });

program
  .command('mutants')
  .description('change each threshold, window and selector of the rules: a test must notice every one')
  .argument('[files...]', 'of infra/prometheus/rules, such as service-down.yml; without any, all')
  .action((files: string[]) => runMutants(files));

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}
