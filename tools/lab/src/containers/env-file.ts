import { join } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';

/**
 * Creates the missing secrets of docker-compose.yml in `.env`, with the program that also runs without npm.
 *
 * @returns a sentence that names the new ones
 */
export async function makeSecrets({ root, envFile }: Pick<Lab, 'root' | 'envFile'>): Promise<string> {
  const args = [join(root, 'infra/docker/make-env.mts'), root, envFile];
  const { exitCode, stdout, stderr } = await execa(process.execPath, args, { reject: false });
  if (exitCode !== 0) throw new Failure(stderr);
  return stdout;
}
