import type { Command } from 'commander';
import { faultIds } from '../../command-line/checkout-names.ts';
import { nameOf } from '../../command-line/name.ts';
import { pair } from '../../command-line/pairs.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { lazily } from '../../command-line/lazily.ts';

type Commands = typeof import('./commands.ts');

export function register(program: Command): void {
  program
    .command('break')
    .description('break something, or with "list" show what can break and what is broken')
    .argument(
      '<fault>',
      'as list shows it, or list',
      nameOf('a fault, or list', () => ['list', ...faultIds()]),
    )
    .argument('[parameters...]', 'such as country=BR', pair)
    .option('--json', 'print JSON')
    .action((fault: string, parameters: string[] = [], options) =>
      perform((lab, { breakOne, list }) =>
        fault === 'list' ? list(lab, options) : breakOne(lab, fault, parameters, options),
      ),
    );
  program
    .command('heal')
    .description('put back what was broken, and wait until it is')
    .argument('[fault]', 'fault to end (default: all)', nameOf('a fault', faultIds))
    .option('--json', 'print JSON')
    .action((fault: string | undefined, options) => perform((lab, { heal }) => heal(lab, fault, options)));
}

const perform = (command: (lab: Lab, commands: Commands) => Promise<void> | void) =>
  lazily(() => import('./commands.ts'), command);
