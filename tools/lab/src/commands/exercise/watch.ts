import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { areCustomersThere } from '../../customers/customers.ts';
import { type Indicator, indicators } from '@webstore/exercises';
import { currentRound, mustBeInARound, type RoundFile } from './round-file.ts';

const everyMs = 2_000;
const clear = '\u001b[2J\u001b[H';

/** The objectives and the time, redrawn until Ctrl-C or until the exercise is over. */
export async function watch(lab: Lab, { once }: { once?: boolean }): Promise<void> {
  for (let round: RoundFile | undefined = mustBeInARound(lab); round; round = currentRound(lab)) {
    const drawn = view(round, await indicators(metricsOf(lab)), await areCustomersThere(lab));
    console.log(process.stdout.isTTY && !once ? clear + drawn : drawn);
    if (once) return;
    await pause(everyMs);
  }
  console.log('The exercise is over.');
}

export function view(round: RoundFile, all: Indicator[], customersThere: boolean, now = new Date()): string {
  const share = (value: number | undefined) => (value === undefined ? '-' : `${(100 * value).toFixed(1)} %`);
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
  const { exercise, startedAt, hints, tries } = round;
  return [
    `${exercise}: ${duration(now.getTime() - startedAt.getTime())}, ${hints.length} hints, ${tries.length} checks, customers ${customersThere ? 'come' : 'do not come'}`,
    '',
    table(columns, rows),
  ].join('\n');
}
