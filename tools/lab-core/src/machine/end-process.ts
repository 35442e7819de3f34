import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';
import { processTree } from './process-tree.ts';

const lookEveryMs = 25;
/** A killed process that waits for a disk ends only when the disk answers, if ever. */
const killedWithinMs = 30_000;

/**
 * Sends SIGTERM, waits until the process and all its children have ended, and kills the rest after the grace
 * period.
 */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  const family = familyOf(identity);
  send(identity, signal);
  await endRest(family, graceMs);
}

/** Signals all of them at once: a shell script handles a signal only after its current command has ended. */
export async function endScript(identity: ProcessIdentity, graceMs: number): Promise<void> {
  const family = familyOf(identity);
  for (const member of family) send(member, 'SIGTERM');
  await endRest(family, graceMs);
}

function familyOf(identity: ProcessIdentity): ProcessIdentity[] {
  return isAlive(identity) ? processTree(identity.pid).flatMap((pid) => identityOf(pid) ?? []) : [];
}

async function endRest(family: ProcessIdentity[], graceMs: number): Promise<void> {
  if (await allGone(family, graceMs)) return;
  for (const member of family) send(member, 'SIGKILL');
  if (await allGone(family, killedWithinMs)) return;
  const left = family.filter(isAlive).map(({ pid }) => pid);
  throw new Error(`the system does not let go of pid ${left.join(', ')}, which was killed`);
}

export function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Whether all have ended within that time. */
export async function allGone(family: ProcessIdentity[], withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (family.some(isAlive)) {
    if (Date.now() > until) return false;
    await delay(lookEveryMs);
  }
  return true;
}
