import type { Command } from 'commander';
import { makeSecrets } from '../../containers/env-file.ts';
import { openLab } from '@webstore/lab-core/lab.ts';

export function register(program: Command): void {
  program
    .command('env')
    .description('make the passwords in .env that the lab in containers needs; those that are there stay')
    .action(() => {
      const { envFile } = openLab();
      const made = makeSecrets(envFile);
      console.log(
        made.length > 0 ? `Made in ${envFile}: ${made.join(', ')}.` : `${envFile} has all of them.`,
      );
    });
}
