import type { Command } from 'commander';
import { openLab } from '@webstore/lab-core/lab.ts';
import { makeSecrets } from '../../containers/env-file.ts';

export function register(program: Command): void {
  program
    .command('env')
    .description('make the passwords in .env that the lab in containers needs; those that are there stay')
    .action(async () => console.log(await makeSecrets(openLab())));
}
