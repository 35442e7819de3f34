import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { trafficFromContainer } from '../docker/verbs.ts';
import { exitCodes, Failure } from '../failure.ts';
import { type Lab, openLab } from '../lab.ts';
import { mustRun } from '../running.ts';
import { compiledProgram, isCached } from '../stack/cache.ts';
import { minimalEnv } from '../stack/minimal-env.ts';
import { ask } from '../supervisor/client.ts';
import type { PartStatus } from '../supervisor/states.ts';
import { wholeNumber } from './up.ts';

interface TrafficOptions {
  users: number;
  duration: string;
  country?: string;
}

export function register(program: Command): void {
  program
    .command('traffic')
    .description('send customers through the shop with k6')
    .argument('<scenario>', 'the name of a file in load-tests, without its number')
    .option('--users <n>', 'customers at the same time, while the shop is fast', wholeNumber, 5)
    .option('--duration <time>', 'how long, as in 90s or 5m', '60s')
    .option('--country <code>', 'all from one country, as in BR')
    .action(traffic);
}

async function traffic(scenario: string, options: TrafficOptions): Promise<void> {
  const lab = openLab();
  const script = scriptOf(lab, scenario);
  if (lab.inContainers) {
    await mustRun(lab);
    process.exitCode = await trafficFromContainer(lab, basename(script), customers(options));
    return;
  }
  if (!isCached(lab, 'k6'))
    throw new Failure('k6 is not compiled yet: ./lab status shows how far it is.', exitCodes.unavailable);
  const isReady = readiness(await ask(lab, { do: 'status' }));
  const missing = ['catalog', 'cart', 'checkout'].filter((part) => !isReady(part));
  if (missing.length > 0)
    throw new Failure(`There is no shop to send customers to: ${missing.join(', ')} not ready.`);
  if (!isReady('prometheus')) console.log('Prometheus is not ready: the results are shown here only.');

  const sink = isReady('prometheus') ? ['-o', 'experimental-prometheus-rw'] : [];
  const k6 = spawn(compiledProgram(lab, 'k6'), ['run', ...sink, script], {
    cwd: lab.root,
    env: k6Env(lab, options),
    stdio: 'inherit',
  });
  // Ctrl-C reaches k6 as well: it lets its customers finish and sums up, and we end with its exit code.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => k6.kill('SIGINT'));
  process.exitCode = await new Promise<number>((resolve) =>
    k6.once('exit', (code) => resolve(code ?? exitCodes.failed)),
  );
}

const customers = ({ users, duration, country }: TrafficOptions): Record<string, string> => ({
  USERS: String(users),
  DURATION: duration,
  ...(country && { COUNTRY: country }),
});

function k6Env(lab: Lab, options: TrafficOptions): Record<string, string> {
  return minimalEnv({
    ...customers(options),
    CATALOG_URL: lab.url('catalog'),
    CART_URL: lab.url('cart'),
    CHECKOUT_URL: lab.url('checkout'),
    USER_TOKEN: lab.settings().USER_TOKEN,
    K6_PROMETHEUS_RW_SERVER_URL: `${lab.url('prometheus')}/api/v1/write`,
    K6_PROMETHEUS_RW_TREND_STATS: 'p(95),p(99)',
    K6_NO_USAGE_REPORT: 'true',
    ...(process.env['TERM'] && { TERM: process.env['TERM'] }),
  });
}

const readiness = (parts: PartStatus[]) => (name: string) =>
  parts.some((part) => part.name === name && part.state === 'ready');

const numbered = /^\d+-(.+)\.ts$/;

function scriptOf(lab: Lab, scenario: string): string {
  const folder = join(lab.root, 'load-tests');
  const files = readdirSync(folder).filter((file) => numbered.test(file));
  const file = files.find((name) => numbered.exec(name)![1] === scenario);
  if (file) return join(folder, file);
  const names = files.map((name) => numbered.exec(name)![1]).join(', ');
  throw new Failure(`There is no scenario ${scenario}; there are: ${names || 'none'}.`, exitCodes.usage);
}
