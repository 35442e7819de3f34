import type { Lab } from '@webstore/lab-core/lab.ts';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { type LabBeside, withLab, withLabBeside } from '@webstore/checks/runner/instances.ts';
import { type Lane, namesOf, partNames, testParts } from '@webstore/checks/runner/parts.ts';
import { closingLine, oneFailed } from '@webstore/checks/runner/tally.ts';
import { readTimings } from '@webstore/checks/runner/timings.ts';
import { failedResult, joinedResults, type PartsResult, resultVariable } from './parts-result.ts';
import { runLane } from './run-lane.ts';

/** Runs the named parts one after the other, or all parts in parallel lanes. */
export async function runParts(lab: Lab, only: string[], full: boolean): Promise<PartsResult> {
  if (only.length > 0)
    return inTurn(
      lab,
      partNames.filter((name) => only.includes(name)),
      full,
      // A lane names its parts as well.
      process.env[resultVariable] === undefined,
    );
  const inLane = (lane: Lane) => namesOf(lane).filter((name) => full || !testParts[name]!.isLong);
  const laneBeside = (name: LabBeside, lane: Lane) =>
    orFailed(
      `the ${lane}`,
      withLabBeside(lab, name, (env) => runLane(lab, lane.replace(' ', '-'), inLane(lane), full, env)),
    );
  const before = await inTurn(lab, inLane('before'), full);
  const lanes = await Promise.all([
    orFailed(
      'the lab',
      withLab(lab, () => inTurn(lab, inLane('lab'), full)),
    ),
    laneBeside('other', 'second lab').then(async (second) =>
      joinedResults([second, await laneBeside('fast', 'fast lab')]),
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
