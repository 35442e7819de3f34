import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { scenarioNames } from '../../command-line/checkout-names.ts';
import { environmentOption } from '../../command-line/environment.ts';
import { duration } from '../../command-line/duration.ts';
import { nameOf } from '../../command-line/name.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { trafficFromContainer } from '../../containers/verbs.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { requireRunning } from '../../require-running.ts';
import { ask } from '@webstore/supervisor/daemon/client.ts';
import { countries } from '@webstore/lab-core/clients/countries.ts';
import type { ComponentStatus } from '@webstore/supervisor/daemon/states.ts';
import { k6, type Load, loadVariables, scriptOf } from './k6.ts';
import { mostUsers } from './most-users.ts';

export function register(program: Command): void {
  program
    .command('traffic')
    .description('send customers through the shop with k6')
    .argument(
      '<scenario>',
      'the name of a file in load-tests, without its number',
      nameOf('a scenario', scenarioNames),
    )
    .addOption(environmentOption())
    .option('--users <n>', 'customers at the same time, while the shop is fast', wholeNumber(1, mostUsers), 5)
    .addOption(
      new Option('--duration <time>', 'how long, as in 90s or 5m')
        .argParser(duration('1s', '24h'))
        .default(60_000, '60s'),
    )
    .addOption(new Option('--country <code>', 'all from one country, as in BR').choices(countries))
    .action(traffic);
}

async function traffic(scenario: string, load: Load): Promise<void> {
  const lab = openLab();
  const script = scriptOf(lab, scenario);
  if (lab.inContainers) {
    await requireRunning(lab);
    process.exitCode = await trafficFromContainer(lab, basename(script), loadVariables(load));
    return;
  }
  await requireRunning(lab);
  const isReady = readiness(await ask(lab, { do: 'status' }));
  const isStored = readiness(await ask(lab.telemetry, { do: 'status' }))('prometheus');
  const { command, args, cwd, env } = k6(lab, script, load, isStored);
  const missing = ['catalog', 'cart', 'checkout'].filter((part) => !isReady(part));
  if (missing.length > 0)
    throw new Failure(`There is no shop to send customers to: ${missing.join(', ')} not ready.`);
  if (!isStored) console.log('Prometheus is not ready: the results are shown here only.');

  const term = process.env['TERM'] && { TERM: process.env['TERM'] };
  const running = spawn(command, args, { cwd, env: { ...env, ...term }, stdio: 'inherit' });
  // Ctrl-C reaches k6 as well: it lets its customers finish and prints a summary, and this process ends with
  // its exit code.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => running.kill('SIGINT'));
  process.exitCode = await new Promise<number>((resolve) =>
    running.once('exit', (code) => resolve(code ?? exitCodes.failed)),
  );
}

const readiness = (parts: ComponentStatus[]) => (name: string) =>
  parts.some((part) => part.name === name && part.state === 'ready');
