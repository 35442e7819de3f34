import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { replaceJson } from '../machine/replace-file.ts';
import { userName } from '../machine/user-name.ts';

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
export const learnerForm = /^(?!\.)[\w.-]{1,40}$/;

export function learnerName(given: string | undefined): string {
  const name = given ?? userName();
  if (learnerForm.test(name)) return name;
  throw new Failure(
    `Your name on this system, ${name}, cannot name a file of results: choose another with --learner.`,
    exitCodes.usage,
  );
}

const fileOf = (lab: Lab, learner: string) => join(lab.home, 'exercises', 'learners', `${learner}.json`);

/** All that somebody has done, the oldest first. */
export function resultsOf(lab: Lab, learner: string): Result[] {
  const file = fileOf(lab, learner);
  return existsSync(file) ? z.array(result).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/** Adds how a round ended. @returns the best that the learner had of this exercise before */
export function addResult(lab: Lab, learner: string, added: Result): Result | undefined {
  const before = resultsOf(lab, learner);
  const file = fileOf(lab, learner);
  mkdirSync(dirname(file), { recursive: true });
  replaceJson(file, [...before, added]);
  return bestOf(before, added.exercise);
}

/** The highest score, and of equal ones the fastest. */
export function bestOf(results: Result[], exercise: string): Result | undefined {
  const took = ({ startedAt, endedAt }: Result) => endedAt.getTime() - startedAt.getTime();
  return results
    .filter((one) => one.exercise === exercise && one.outcome === 'passed')
    .toSorted((a, b) => b.score - a.score || took(a) - took(b))[0];
}
