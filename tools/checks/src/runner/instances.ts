import { join } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { ask, isSupervised } from '@webstore/supervisor/daemon/client.ts';
import type { Tally } from './tally.ts';

const main = join(import.meta.dirname, '../../../lab/src/main.ts');

/** Runs a verb as a user would; its own exit code decides. */
async function verb(args: string[], env: Record<string, string> = {}): Promise<void> {
  const { exitCode } = await execa(process.execPath, [main, ...args], {
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  if (exitCode !== 0) throw new Failure(`./lab ${args.join(' ')} ended with ${exitCode}.`);
}

/** A second lab of PostgreSQL, Redis and Kafka alone, that no learner's data are in. */
export async function withBacking(
  lab: Lab,
  use: (env: Record<string, string>) => Promise<Tally>,
): Promise<Tally> {
  const home = join(lab.root, '.lab/test/backing');
  const own = { LAB_HOME: home };
  await verb(['down', '--wipe', '--yes'], own);
  await verb(['up', '--only', 'backing', '--port-offset', '20000'], own);
  try {
    const backing = openLab({ home });
    return await use({
      TEST_DATABASE_URL: backing.databaseUrl('postgres'),
      TEST_REDIS_URL: `redis://127.0.0.1:${backing.port('redis')}`,
      TEST_KAFKA_BROKERS: `127.0.0.1:${backing.port('kafka')}`,
    });
  } finally {
    await verb(['down', '--wipe', '--yes'], own);
  }
}

/** The lab itself, all of it ready; ended afterwards only when it had not been running. */
export async function withLab(lab: Lab, use: () => Promise<Tally>): Promise<Tally> {
  const wasRunning = await isSupervised(lab);
  await verb(['up']);
  try {
    return await use();
  } finally {
    if (!wasRunning) await ask(lab, { do: 'down' });
  }
}
