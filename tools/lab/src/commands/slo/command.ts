import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { execa } from 'execa';
import { ruleFiles } from '../../command-line/checkout-names.ts';
import { environmentOption } from '../../command-line/environment.ts';
import { namesOf } from '../../command-line/name.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { lazily } from '../../command-line/lazily.ts';

export function register(program: Command): void {
  const slo = program
    .command('slo')
    .description(
      'show the objectives, what is left of their error budgets, and which alerts fire (then it ends with 1)',
    )
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action(show);
  slo
    .command('rules')
    .description('regenerate the rules of Prometheus from the objectives in infra/slo')
    .addOption(
      new Option('--windows <profile>', 'for which windows').choices(['lab', 'production']).default('lab'),
    )
    .action(({ windows }: { windows: string }) => generator(openLab(), 'rules', '--windows', windows));
  slo
    .command('mutants')
    .description('change each threshold, window and selector of the rules: a test must notice every one')
    .argument(
      '[files...]',
      'of infra/prometheus/rules, such as service-down.yml (default: all)',
      namesOf('a file of infra/prometheus/rules', ruleFiles),
    )
    .action((files: string[] = []) => generator(openLab(), 'mutants', ...files));
}

async function show({ json }: { json?: boolean }): Promise<void> {
  const isFiring = await lazily(
    () => import('./show-slo.ts'),
    (lab, { showSlo }) => showSlo(lab, json),
  );
  process.exitCode = isFiring ? exitCodes.failed : exitCodes.ok;
}

/** tools/slo is a separate program; this package shares only its duration code. */
async function generator(lab: Lab, ...args: string[]): Promise<void> {
  const main = join(lab.root, 'tools/slo/src/main.ts');
  const { exitCode } = await execa(process.execPath, [main, ...args], { stdio: 'inherit', reject: false });
  process.exitCode = exitCode ?? exitCodes.failed;
}
