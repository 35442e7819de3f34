import { Argument, type Command } from 'commander';
import { openLab } from '@webstore/lab-core/lab.ts';
import { requireRunning } from '../../require-running.ts';
import { develop, services } from './develop.ts';

export function register(program: Command): void {
  program
    .command('dev')
    .description('run one service here from its sources, restarted at each change, until Ctrl-C')
    .addArgument(new Argument('<service>', 'service to work on').choices(services))
    .action(async (service: string) => {
      const lab = openLab();
      await requireRunning(lab);
      await develop(lab, service);
    });
}
