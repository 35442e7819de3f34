import { confirm } from '@inquirer/prompts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { downContainers } from '../docker/verbs.ts';
import { type Lab, openLab } from '../lab.ts';
import { allGone } from '../machine/end-process.ts';
import { duration } from '../show/duration.ts';
import { ask, isSupervised } from '../supervisor/client.ts';
import { endOrphans } from '../supervisor/orphans.ts';
import { readPidFile } from '../supervisor/pid-file.ts';

const tidiesWithinMs = 5_000;

interface DownOptions {
  wipe?: boolean;
  yes?: boolean;
}

export function register(program: Command): void {
  program
    .command('down')
    .description('end every part; the data stay')
    .option('--wipe', 'remove the data too, after asking')
    .option('--yes', 'do not ask')
    .action(down);
}

export async function down({ wipe, yes }: DownOptions = {}): Promise<void> {
  const lab = openLab();
  const data = join(lab.home, 'data');
  if (wipe && !yes && !(await isSure(lab.inContainers ? "Docker's volumes" : data))) return;
  if (lab.inContainers) return downWithDocker(lab, wipe);
  const began = Date.now();
  const wasRunning = await isSupervised(lab);
  const supervisor = readPidFile(lab, 'supervisor');
  if (wasRunning) await ask(lab, { do: 'down' });
  // It has answered, and is tidying up: nothing of it is an orphan yet.
  if (wasRunning && supervisor) await allGone([supervisor], tidiesWithinMs);
  const orphans = await endOrphans(lab);
  if (wasRunning || orphans.length > 0)
    console.log(`Everything has ended (${duration(Date.now() - began)}).`);
  else console.log('Nothing was running.');
  if (!wipe) return;
  rmSync(data, { recursive: true, force: true });
  console.log('The data are gone; the next ./lab up starts clean.');
}

async function downWithDocker(lab: Lab, wipe = false): Promise<void> {
  process.exitCode = await downContainers(lab, wipe);
  if (process.exitCode === exitCodes.ok) openLab({ inContainers: false });
}

async function isSure(data: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Failure('Nobody is there to ask: add --yes to remove the data.', exitCodes.usage);
  return confirm({ message: `Remove every order, trace, metric and log in ${data}?`, default: false });
}
