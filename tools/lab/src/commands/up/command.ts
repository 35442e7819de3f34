import { type Command, Option } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { upInContainers } from '../../containers/up.ts';
import { startHost } from '../../host/host-process.ts';
import { fastestClock, type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { largestOffset } from '@webstore/lab-core/ports.ts';
import { isRunning, requireRunning } from '../../require-running.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { showProgress } from '../../output/progress.ts';
import type { Stage } from '@webstore/supervisor/components/component.ts';
import { componentsUpTo } from '@webstore/supervisor/components/index.ts';
import { ask, isSupervised, watch } from '@webstore/supervisor/daemon/client.ts';
import { endOrphans } from '@webstore/supervisor/daemon/orphans.ts';
import { spawnSupervisor } from '@webstore/supervisor/daemon/spawn.ts';
import type { ComponentStatus } from '@webstore/supervisor/daemon/states.ts';
import { checkDisk, checkFolders, checkPlatform, checkPorts } from '../checks/command.ts';

interface UpOptions {
  only?: Stage;
  docker?: boolean;
  slim?: boolean;
  portOffset?: number;
  labClock?: number;
  wait: boolean;
}

export function register(program: Command): void {
  program
    .command('up')
    .description('bring the lab up: the shop first, then metrics, then what is compiled (k6, traces, logs)')
    .addOption(new Option('--only <stage>', 'stop after this stage').choices(['backing', 'shop']))
    .option(
      '--port-offset <n>',
      'shift every port; remembered until another one is given',
      wholeNumber(0, largestOffset),
    )
    .addOption(
      new Option(
        '--lab-clock <n>',
        'divide every interval and window of the alerting chain, for tests (default: 1)',
      )
        .argParser(wholeNumber(1, fastestClock))
        .conflicts('docker'),
    )
    .addOption(
      new Option('--docker', 'in containers, with the full Grafana stack').conflicts(['only', 'wait']),
    )
    .option('--slim', 'with --docker: Prometheus in the place of Mimir, and no profiles, for little memory')
    .addOption(environmentOption().conflicts(['docker', 'portOffset', 'labClock']))
    .option('--no-wait', 'return when the shop is ready and leave the rest to the background')
    .action(up);
}

export async function up({
  only,
  docker = false,
  slim = false,
  portOffset,
  labClock,
  wait,
}: UpOptions): Promise<void> {
  const began = Date.now();
  if (slim && !docker) throw new Failure('--slim needs --docker.', exitCodes.usage);
  const lab = await openAt(docker, slim, portOffset, labClock);
  if (docker) return upWithDocker(lab, began);
  checkPlatform();
  checkFolders(lab);
  lab.settings();
  await ensureSupervisor(lab, only);
  await ask(lab, { do: 'up', last: only ?? 'compiled' });

  const awaited = componentsUpTo(lab, wait ? only : (only ?? 'shop')).map(({ name }) => name);
  const parts = await showProgress(watch(lab), awaited);
  console.log(summary(lab, parts, Date.now() - began));
  if (parts.some(({ state }) => state === 'failed' || state === 'waiting'))
    process.exitCode = exitCodes.failed;
  else if (parts.some(({ state }) => state === 'unavailable')) process.exitCode = exitCodes.unavailable;
}

async function upWithDocker(lab: Lab, began: number): Promise<void> {
  const parts = await upInContainers(lab);
  await startHost(lab);
  const ready = parts.filter(({ state }) => state === 'ready');
  console.log(`${ready.length} of ${parts.length} parts ready after ${duration(Date.now() - began)}.`);
  console.log(`  grafana     ${lab.url('grafana')} (admin, GRAFANA_ADMIN_PASSWORD of .env)`);
  console.log(`  catalog     ${lab.url('catalog')}/docs`);
  if (ready.length < parts.length) process.exitCode = exitCodes.failed;
}

/**
 * A lab has one form, one port offset and one clock at a time. The clock applies to this start; the port
 * offset is stored.
 */
async function openAt(
  inContainers: boolean,
  isSlim: boolean,
  portOffset?: number,
  labClock?: number,
): Promise<Lab> {
  const before = openLab();
  if (before.environment !== 'local') {
    // It has the ports and the clock of the lab that stores its telemetry.
    await requireRunning(before.telemetry);
    return before;
  }
  const moves = portOffset !== undefined && portOffset !== before.portOffset;
  const changesClock = labClock !== undefined && labClock !== before.clock;
  const runs = await isRunning(before);
  const changesForm = inContainers !== before.inContainers || isSlim !== before.isSlim;
  if (runs && (moves || changesClock || changesForm)) {
    const how = before.inContainers ? `in containers${before.isSlim ? ' with --slim' : ''}` : 'natively';
    throw new Failure(
      `The lab is running ${how}, with --port-offset ${before.portOffset} and --lab-clock ${before.clock}; run ./lab down before you change that.`,
      exitCodes.usage,
    );
  }
  const clock = labClock ?? (runs ? before.clock : 1);
  return openLab({ inContainers, isSlim, clock, ...(portOffset !== undefined && { portOffset }) });
}

/** Joins a running plan; ends the processes of a killed supervisor before a new one starts. */
async function ensureSupervisor(lab: Lab, only: Stage | undefined): Promise<void> {
  const supervised = await isSupervised(lab);
  if (!supervised) {
    const { ended, left } = await endOrphans(lab, ['download']); // That one belongs to this ./lab up.
    if (ended.length > 0)
      console.log(`Ended processes that an earlier supervisor had left: ${ended.join(', ')}.`);
    if (left.length > 0) throw new Failure([...left, 'Nothing was started.'].join('\n'));
  }
  checkPorts(lab, componentsUpTo(lab, only));
  checkDisk(lab);
  if (!supervised) await spawnSupervisor(lab);
}

function summary(lab: Lab, parts: ComponentStatus[], tookMs: number): string {
  const ready = parts.filter(({ state }) => state === 'ready');
  const rest = parts.filter(({ state }) => state !== 'ready');
  const places = [
    ['catalog', `${lab.url('catalog')}/docs`],
    ['checkout', `${lab.url('checkout')}/docs`],
    ['prometheus', lab.url('prometheus')],
    ['jaeger', lab.url('jaeger')],
  ].filter(([name]) => ready.some((part) => part.name === name));
  return [
    `${ready.length} of ${parts.length} parts${lab.environment === 'local' ? '' : ` of ${lab.environment}`} ready after ${duration(tookMs)}.`,
    ...rest.map(({ name, state, reason = '' }) => `${name} is ${state}: ${reason}`),
    ...places.map(([name, url]) => `  ${name!.padEnd(11)} ${url}`),
  ].join('\n');
}
