import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { replaceJson } from '../machine/replace-file.ts';

const moment = z.coerce.date();

const round = z.object({
  exercise: z.string(),
  learner: z.string(),
  startedAt: moment,
  /** One for each tier that was shown. */
  hints: z.array(moment),
  answers: z.record(z.string(), z.object({ value: z.string(), at: moment })),
  /** Each check, with what did not hold, and what did. */
  tries: z.array(z.object({ at: moment, wrong: z.array(z.string()), right: z.array(z.string()) })),
});
/** An exercise that somebody is doing. One at a time in a lab: they share its shop. */
export type RoundFile = z.infer<typeof round>;

/** With the data: `./lab down --wipe` ends a round as well. */
const fileOf = (lab: Lab) => join(lab.data('exercises'), 'round.json');

export function currentRound(lab: Lab): RoundFile | undefined {
  const file = fileOf(lab);
  return existsSync(file) ? round.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

export function mustBeInARound(lab: Lab): RoundFile {
  const current = currentRound(lab);
  if (current) return current;
  throw new Failure('No exercise is running: ./lab exercise list shows what there is.', exitCodes.usage);
}

export function saveRound(lab: Lab, current: RoundFile): void {
  const file = fileOf(lab);
  replaceJson(file, current);
}

export const endRound = (lab: Lab) => rmSync(fileOf(lab), { force: true });
