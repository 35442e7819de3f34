import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';
import { processTree } from './process-tree.ts';

const lookEveryMs = 25;
/** A killed process that waits for a disk ends when that answers, or never. */
const killedWithinMs = 30_000;

/** Asks the process to end, waits until it and all it started are gone, and kills what is left after the grace. */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  graceMs: number,
): Promise<void> {
  const family = familyOf(identity);
  send(identity, signal);
  await endRest(family, graceMs);
}

/** Asks all of them at once: a shell script would wait for the command it runs before it heard of it. */
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
