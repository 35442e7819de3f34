import { Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { ask, watch } from '../supervisor/client.ts';
import type { PartStatus } from '../supervisor/states.ts';

export async function statusOf(lab: Lab, part: string): Promise<PartStatus> {
  const parts = await ask(lab, { do: 'status' });
  return parts.find(({ name }) => name === part)!;
}

export async function stop(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'stop', part });
}

/** Resolves when it is ready. */
export async function start(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'start', part });
  await becomes(lab, part, ({ state }) => state === 'ready');
}

export async function restart(lab: Lab, part: string): Promise<void> {
  await ask(lab, { do: 'restart', part });
  await becomes(lab, part, ({ state }) => state === 'ready');
}

/** Waits for what is said of a part; fails when it can no longer come true. */
export async function becomes(
  lab: Lab,
  part: string,
  isSo: (status: PartStatus) => boolean,
): Promise<PartStatus> {
  for await (const parts of watch(lab)) {
    const status = parts.find(({ name }) => name === part)!;
    if (isSo(status)) return status;
    if (status.settled && status.state !== 'ready')
      throw new Failure(`${part} is ${status.state}: ${status.reason ?? 'for no reason that is known'}`);
  }
  throw new Failure('The supervisor went away; run ./lab up.');
}
