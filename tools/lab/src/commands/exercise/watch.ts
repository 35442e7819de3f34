import { setTimeout as pause } from 'node:timers/promises';
import type { Indicator } from '@webstore/exercises';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { ShownRound } from '@webstore/lab-core/host-api/exercises.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';

const everyMs = 2_000;
const clear = '\u001b[2J\u001b[H';

/** The objectives and the time, redrawn until Ctrl-C or until the exercise is over. */
export async function watch(lab: Lab, { once }: { once?: boolean }): Promise<void> {
  const host = new HostClient(lab);
  const current = async () => (await host.call('showRound', {})).round;
  const first = await current();
  if (!first)
    throw new Failure('No exercise is running: ./lab exercise list shows what there is.', exitCodes.usage);
  for (let round: ShownRound | null = first; round; round = await current()) {
    const { objectives } = await host.call('listObjectives', {});
    const drawn = view(round, objectives);
    console.log(process.stdout.isTTY && !once ? clear + drawn : drawn);
    if (once) return;
    await pause(everyMs);
  }
  console.log('The exercise is over.');
}

type Shown = Pick<Indicator, 'objective' | 'target'> & { failedNow?: number; failed5m?: number };

export function view(round: ShownRound, all: Shown[], now = new Date()): string {
  const share = (value?: number) => (value === undefined ? '-' : `${(100 * value).toFixed(1)} %`);
  const rows = all.map(({ objective, target, failedNow, failed5m }) => [
    objective,
    share(1 - target),
    share(failedNow),
    share(failed5m),
    (failedNow ?? 0) > 1 - target ? 'violated' : '',
  ]);
  const columns = [
    { title: 'objective' },
    { title: 'may fail', right: true },
    { title: 'fails now', right: true },
    { title: '5 minutes', right: true },
    { title: '' },
  ];
  const { exercise, startedAt, hints, tries, customersThere } = round;
  return [
    `${exercise}: ${duration(now.getTime() - Date.parse(startedAt))}, ${hints.length} hints, ${tries.length} checks, customers ${customersThere ? 'come' : 'do not come'}`,
    '',
    table(columns, rows),
  ].join('\n');
}
