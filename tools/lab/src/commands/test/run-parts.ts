import type { Lab } from '@webstore/lab-core/lab.ts';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { withFastLab, withLab, withOtherLab } from '@webstore/checks/runner/instances.ts';
import { type Lane, namesOf, partNames, testParts } from '@webstore/checks/runner/parts.ts';
import { closingLine, oneFailed } from '@webstore/checks/runner/tally.ts';
import { readTimings } from '@webstore/checks/runner/timings.ts';
import { failedResult, joinedResults, type PartsResult } from './parts-result.ts';
import { runLane } from './run-lane.ts';

/** Runs the named parts one after the other, or all parts in parallel lanes. */
export async function runParts(lab: Lab, only: string[], full: boolean): Promise<PartsResult> {
  if (only.length > 0)
    return inTurn(
      lab,
      partNames.filter((name) => only.includes(name)),
      full,
      true,
    );
  const inLane = (lane: Lane) => namesOf(lane).filter((name) => full || !testParts[name]!.isLong);
  const before = await inTurn(lab, inLane('before'), full);
  const lanes = await Promise.all([
    orFailed(
      'the lab',
      withLab(lab, () => inTurn(lab, inLane('lab'), full)),
    ),
    orFailed(
      'the second lab',
      withOtherLab(lab, (env) => runLane(lab, 'second-lab', inLane('second lab'), full, env)),
    ).then(async (before) =>
      joinedResults([
        before,
        await orFailed(
          'the fast lab',
          withFastLab(lab, (env) => runLane(lab, 'fast-lab', inLane('fast lab'), full, env)),
        ),
      ]),
    ),
    runLane(lab, 'no-lab', inLane('no lab'), full),
  ]);
  return joinedResults([before, ...lanes]);
}

/** A lab that cannot be started or stopped is a failure, and no reason to lose the other results. */
const orFailed = (what: string, lane: Promise<PartsResult>): Promise<PartsResult> =>
  lane.catch((error: unknown) => failedResult(`${what}: ${messageOf(error)}`));

async function inTurn(lab: Lab, names: string[], full: boolean, alone = false): Promise<PartsResult> {
  const results: PartsResult[] = [];
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    const began = Date.now();
    const all = await testParts[name]!.run(lab, full, alone).catch((error: unknown) => {
      console.error(messageOf(error));
      return oneFailed(`${name}: ${messageOf(error)}`);
    });
    const line = `${name.padEnd(12)} ${closingLine(all)} in ${duration(Date.now() - began)}`;
    results.push({ all, lines: [line], timings: readTimings(lab, name) });
  }
  return joinedResults(results);
}
