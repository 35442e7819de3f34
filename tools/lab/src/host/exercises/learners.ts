import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

const result = z.object({
  exercise: z.string(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  outcome: z.enum(['passed', 'given up']),
  score: z.number(),
  hints: z.number(),
  wrongTries: z.number(),
  /** Seconds from the start until the first right answer to each question. */
  solvedAfter: z.record(z.string(), z.number()),
});
/** The result of one round. */
export type Result = z.infer<typeof result>;

const folderOf = (lab: Lab) => join(lab.home, 'exercises', 'learners');

export function resultsState(lab: Lab, learner: string) {
  const file = join(folderOf(lab), `${learner}.json`);
  return jsonState(file, z.array(result), [], {
    repair: `it holds the results of ${learner}. Put a copy in its place, or begin a new list: mv '${file}' '${file}.broken'`,
  });
}

/** Everyone with results here. */
export function learners(lab: Lab): string[] {
  const folder = folderOf(lab);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
}

/** All results of a learner, oldest first. */
export const resultsOf = (lab: Lab, learner: string): Result[] => resultsState(lab, learner).read();

/** Adds the result of a round. @returns the learner's earlier best in this exercise */
export function addResult(lab: Lab, learner: string, added: Result): Result | undefined {
  let best: Result | undefined;
  resultsState(lab, learner).change((before) => {
    best = bestOf(before, added.exercise);
    return [...before, added];
  });
  return best;
}

/** The highest score, and of equal ones the fastest. */
export function bestOf(results: Result[], exercise: string): Result | undefined {
  const took = ({ startedAt, endedAt }: Result) => endedAt.getTime() - startedAt.getTime();
  return results
    .filter((one) => one.exercise === exercise && one.outcome === 'passed')
    .toSorted((a, b) => b.score - a.score || took(a) - took(b))[0];
}

/** As the host's API has it. */
export const shownResult = ({ startedAt, endedAt, ...rest }: Result) => ({
  ...rest,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt.toISOString(),
});
