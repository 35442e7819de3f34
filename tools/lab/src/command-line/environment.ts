import { type Command, Option } from 'commander';
import { environmentNames } from '@webstore/lab-core/environments.ts';

/** Of a command that works in each environment of the lab. */
export const environmentOption = (): Option =>
  new Option('--environment <name>', 'in which environment (default: local)').choices(environmentNames);

/** Sets the variable that `openLab` reads, and that the processes of a command inherit. */
export function applyEnvironmentOption(program: Command): void {
  program.hook('preAction', (_, command) => {
    const { environment } = command.opts<{ environment?: string }>();
    if (environment !== undefined) process.env['LAB_ENVIRONMENT'] = environment;
  });
}
