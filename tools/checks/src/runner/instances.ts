import { join } from 'node:path';
import { execa } from 'execa';
import { Failure } from '@webstore/lab-core/failure.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { ask, isSupervised } from '@webstore/supervisor/daemon/client.ts';
import type { Tally } from './tally.ts';

const main = join(import.meta.dirname, '../../../lab/src/main.ts');

/** Runs a command as a user would; its exit code decides. */
async function command(args: string[], env: Record<string, string> = {}): Promise<void> {
  const { exitCode } = await execa(process.execPath, [main, ...args], {
    env,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  if (exitCode !== 0) throw new Failure(`./lab ${args.join(' ')} ended with ${exitCode}.`);
}

/**
 * A second lab with its own data. Its home is below the lab's, its ports are shifted, and it is removed
 * afterwards.
 * @param up the options of `./lab up`
 */
async function withSecondLab<T>(
  lab: Lab,
  name: string,
  up: string[],
  use: (second: Lab) => Promise<T>,
): Promise<T> {
  const home = join(lab.root, '.lab/test', name);
  const own = { LAB_HOME: home };
  await command(['down', '--wipe', '--yes'], own);
  try {
    await command(['up', ...up], own);
    return await use(openLab({ home }));
  } finally {
    await command(['down', '--wipe', '--yes'], own);
  }
}

/** PostgreSQL, Redis and Kafka alone. */
export const withBacking = (lab: Lab, use: (env: Record<string, string>) => Promise<Tally>): Promise<Tally> =>
  withSecondLab(lab, 'backing', ['--only', 'backing', '--port-offset', '20000'], (backing) =>
    use({
      TEST_DATABASE_URL: backing.databaseUrl('postgres'),
      TEST_REDIS_URL: `redis://127.0.0.1:${backing.port('redis')}`,
      TEST_KAFKA_BROKERS: `127.0.0.1:${backing.port('kafka')}`,
    }),
  );

/** Five times as fast: an alert of minutes fires in seconds. An idle lab then needs twice the CPU time. */
const fastClock = 5;

/** The labs beside the usual one, with their options of `./lab up`. `own` is for tests that replace components. */
const labsBeside = {
  other: ['--port-offset', '14000'],
  fast: ['--port-offset', '14000', '--lab-clock', String(fastClock)],
  own: ['--port-offset', '7000'],
};
export type LabBeside = keyof typeof labsBeside;

/** A complete lab beside the usual one. */
export const withLabBeside = <T>(
  lab: Lab,
  name: LabBeside,
  use: (env: Record<string, string>) => Promise<T>,
): Promise<T> => withSecondLab(lab, name, labsBeside[name], ({ home }) => use({ LAB_HOME: home }));

/** This lab if its clock is fast enough, else a second one. */
export const withFastClock = <T>(lab: Lab, use: (env: Record<string, string>) => Promise<T>): Promise<T> =>
  lab.clock >= fastClock ? withLab(lab, () => use({})) : withLabBeside(lab, 'fast', use);

/** The lab itself, with all components ready; stopped afterwards only if it was not running before. */
export async function withLab<T>(lab: Lab, use: () => Promise<T>): Promise<T> {
  const wasRunning = await isSupervised(lab);
  await command(['up']);
  try {
    return await use();
  } finally {
    if (!wasRunning) await ask(lab, { do: 'down' });
  }
}
