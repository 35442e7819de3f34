import type { Command } from 'commander';
import { type Lab, openLab } from '../lab.ts';
import { mustRun } from '../running.ts';

/** What the libs stand behind is imported when it is asked for, as they are built by `up`. */
type Commands = typeof import('../faults/commands.ts');

export function register(program: Command): void {
  program
    .command('break')
    .description('break something, or with "list" show what can break and what is broken')
    .argument('<fault>', 'as list shows it, or list')
    .argument('[parameters...]', 'such as country=BR')
    .option('--json', 'for machines')
    .action((fault: string, parameters: string[], options) =>
      perform((lab, { breakOne, list }) =>
        fault === 'list' ? list(lab, options) : breakOne(lab, fault, parameters, options),
      ),
    );
  program
    .command('heal')
    .description('put back what was broken, and wait until it is')
    .argument('[fault]', 'which; without, all')
    .option('--json', 'for machines')
    .action((fault: string | undefined, options) => perform((lab, { heal }) => heal(lab, fault, options)));
}

async function perform(command: (lab: Lab, commands: Commands) => Promise<void> | void): Promise<void> {
  const lab = openLab();
  await mustRun(lab);
  await command(lab, await import('../faults/commands.ts'));
}
