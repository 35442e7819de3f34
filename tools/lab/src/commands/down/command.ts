import { confirm } from '@inquirer/prompts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { environmentsBeside } from '../../environments-beside.ts';
import { exitCodes, Failure, messageOf } from '@webstore/lab-core/failure.ts';
import { downContainers } from '../../containers/verbs.ts';
import { type Lab, labState, openLab } from '@webstore/lab-core/lab.ts';
import { allGone } from '@webstore/lab-core/machine/end-process.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { ask, Frozen, isSupervised } from '@webstore/supervisor/daemon/client.ts';
import { processNamed } from '@webstore/lab-core/machine/lab-processes.ts';
import { clearTargets } from '@webstore/supervisor/components/configuring/prometheus-targets.ts';
import { endOrphans } from '@webstore/supervisor/daemon/orphans.ts';

const tidiesWithinMs = 5_000;

interface DownOptions {
  wipe?: boolean;
  yes?: boolean;
}

export function register(program: Command): void {
  program
    .command('down')
    .description('stop every component of every environment, or of one; keep the data')
    .addOption(environmentOption())
    .option('--wipe', 'remove the data too, after asking')
    .option('--yes', 'do not ask')
    .action(down);
}

export async function down({ wipe, yes }: DownOptions = {}): Promise<void> {
  const lab = openLab({ evenIfUnknown: true });
  const data = lab.dataFolder;
  sayIfUnknown(lab.telemetry);
  if (wipe && !yes && !(await isSure(lab.inContainers ? "Docker's volumes" : data))) return;
  if (lab.inContainers) return downWithDocker(lab, wipe);
  const began = Date.now();
  // Local is last, because it stores the telemetry of the others.
  const all = [...environmentsBeside(lab), lab];
  const ends: End[] = [];
  for (const each of all) ends.push(await end(each));
  // A supervisor that was killed has left them, and local's Prometheus may go on.
  for (const each of all) if (each.environment !== 'local') clearTargets(each);
  const left = ends.flatMap((one) => one.left);
  if (left.length > 0)
    throw new Failure([...left, 'Everything else has ended. Run ./lab down again, as root.'].join('\n'));
  const didRun = ends.some((one) => one.didRun);
  console.log(didRun ? `Everything has ended (${duration(Date.now() - began)}).` : 'Nothing was running.');
  if (!wipe) return;
  for (const { home } of all) rmSync(join(home, 'data'), { recursive: true, force: true });
  console.log('Data deleted; the next ./lab up starts clean.');
}

interface End {
  didRun: boolean;
  /** Processes that the system did not let us end, one sentence each. */
  left: string[];
}

/** Ends an environment. */
async function end(lab: Lab): Promise<End> {
  const wasRunning = await endBySupervisor(lab);
  const { ended, left } = await endOrphans(lab);
  return { didRun: wasRunning || ended.length > 0 || left.length > 0, left };
}

/** That file records whether it ran in containers. */
function sayIfUnknown({ home }: Lab): void {
  const { file, inspect } = labState(home);
  const reading = inspect();
  if ('problem' in reading)
    console.error(
      `${file} ${reading.problem}: what runs natively is ended. For containers: ./lab up --docker, then ./lab down.`,
    );
}

/**
 * @returns whether there was one; the caller ends the components that it left behind when it hangs or fails
 */
async function endBySupervisor(lab: Lab): Promise<boolean> {
  const supervisor = processNamed(lab, 'supervisor');
  try {
    if (!(await isSupervised(lab))) return false;
    await ask(lab, { do: 'down' });
    // It has answered and is still cleaning up: its components are not orphans yet.
    if (supervisor) await allGone([supervisor], tidiesWithinMs);
    return true;
  } catch (error) {
    console.error(
      error instanceof Frozen
        ? 'The supervisor does not answer: it is killed, and what it started is asked to end.'
        : `The supervisor could not end everything (${messageOf(error)}): what is left is asked to end.`,
    );
    return true;
  }
}

async function downWithDocker(lab: Lab, wipe = false): Promise<void> {
  // The host, and what an exercise started on this machine; its customers are containers.
  await endOrphans(lab);
  process.exitCode = await downContainers(lab, wipe);
  if (process.exitCode !== exitCodes.ok) return;
  if (wipe) rmSync(lab.dataFolder, { recursive: true, force: true });
  openLab({ inContainers: false, isSlim: false });
}

async function isSure(data: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Failure('This is not a terminal: add --yes to remove the data.', exitCodes.usage);
  return confirm({ message: `Remove every order, trace, metric and log in ${data}?`, default: false });
}
