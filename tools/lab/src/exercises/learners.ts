import { existsSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { jsonState } from '../state/json-state.ts';

const result = z.object({
  exercise: z.string(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  outcome: z.enum(['passed', 'given up']),
  score: z.number(),
  hints: z.number(),
  wrongTries: z.number(),
  /** Seconds from the start until each question was first answered rightly. */
  solvedAfter: z.record(z.string(), z.number()),
});
/** How one round ended. */
export type Result = z.infer<typeof result>;

/** It becomes the name of a file. */
export function learnerName(given: string | undefined): string {
  const name = given ?? userInfo().username;
  if (/^[\w.-]{1,40}$/.test(name) && !name.startsWith('.')) return name;
  throw new Failure('A learner is named by 1 to 40 letters, digits, dots or dashes.', exitCodes.usage);
}

const folderOf = (lab: Lab) => join(lab.home, 'exercises', 'learners');

export function resultsState(lab: Lab, learner: string) {
  const file = join(folderOf(lab), `${learner}.json`);
  return jsonState(file, z.array(result), [], {
    repair: `it holds the results of ${learner}. Put a copy in its place, or begin a new list: mv '${file}' '${file}.broken'`,
  });
}

/** Everyone who has results here. */
export function learners(lab: Lab): string[] {
  const folder = folderOf(lab);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'));
}

/** All that somebody has done, the oldest first. */
export const resultsOf = (lab: Lab, learner: string): Result[] => resultsState(lab, learner).read();

/** Adds how a round ended. @returns the best that the learner had of this exercise before */
export function addResult(lab: Lab, learner: string, added: Result): Result | undefined {
  const before = resultsOf(lab, learner);
  resultsState(lab, learner).write([...before, added]);
  return bestOf(before, added.exercise);
}

/** The highest score, and of equal ones the fastest. */
export function bestOf(results: Result[], exercise: string): Result | undefined {
  const took = ({ startedAt, endedAt }: Result) => endedAt.getTime() - startedAt.getTime();
  return results
    .filter((one) => one.exercise === exercise && one.outcome === 'passed')
    .toSorted((a, b) => b.score - a.score || took(a) - took(b))[0];
}
