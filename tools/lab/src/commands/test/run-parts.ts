import type { Lab } from '@webstore/lab-core/lab.ts';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { withLab } from '@webstore/checks/runner/instances.ts';
import {
  longParts,
  partNames,
  partsBesideTheLab,
  partsOnTheLab,
  testParts,
} from '@webstore/checks/runner/parts.ts';
import { closingLine, oneFailed, sum, type Tally } from '@webstore/checks/runner/tally.ts';
import { runBeside } from './run-beside.ts';

export interface PartsResult {
  all: Tally;
  /** The parts that ran. */
  parts: string[];
  /** One for each part: its name, its tally, and its duration. */
  lines: string[];
}

/**
 * Runs the named parts, or all. When all run, those that do not need the lab run in parallel with the others,
 * because both mostly wait; their output follows at the end.
 */
export async function runParts(lab: Lab, only: string[], full: boolean): Promise<PartsResult> {
  const chosen = partNames.filter((name) =>
    only.length > 0 ? only.includes(name) : full || !longParts.includes(name),
  );
  const some = (names: string[]) => chosen.filter((name) => names.includes(name));
  const [onTheLab, beside] = [some(partsOnTheLab), some(partsBesideTheLab)];
  if (only.length > 0 || onTheLab.length === 0) return inTurn(lab, chosen, full, only.length > 0);

  const first = await inTurn(
    lab,
    chosen.filter((name) => ![...onTheLab, ...beside].includes(name)),
    full,
  );
  const results = [first];
  // A lab that cannot be stopped is a failure, and no reason to lose the results.
  await withLab(lab, async () => {
    results.push(...(await Promise.all([inTurn(lab, onTheLab, full), runBeside(lab, beside, full)])));
  }).catch((error: unknown) => {
    results.push({ all: oneFailed(`the lab: ${messageOf(error)}`), parts: [], lines: [] });
  });
  return joined(results);
}

async function inTurn(lab: Lab, names: string[], full: boolean, alone = false): Promise<PartsResult> {
  const results: PartsResult[] = [];
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    const began = Date.now();
    const all = await testParts[name]!(lab, full, alone).catch((error: unknown) => {
      console.error(messageOf(error));
      return oneFailed(`${name}: ${messageOf(error)}`);
    });
    const line = `${name.padEnd(12)} ${closingLine(all)} in ${duration(Date.now() - began)}`;
    results.push({ all, parts: [name], lines: [line] });
  }
  return joined(results);
}

const joined = (results: PartsResult[]): PartsResult => ({
  all: sum(results.map(({ all }) => all)),
  parts: results.flatMap(({ parts }) => parts),
  lines: results.flatMap(({ lines }) => lines),
});
