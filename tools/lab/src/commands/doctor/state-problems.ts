import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { conditionsState } from '@webstore/lab-core/bank/conditions.ts';
import { learners, resultsState } from '../../host/exercises/learners.ts';
import { roundState } from '../../host/exercises/round-file.ts';
import { sealedState } from '../../host/exercises/incident/sealed-incident.ts';
import { faultsState } from '../../host/faults/active-faults.ts';
import { flagsState } from '@webstore/lab-core/clients/flags.ts';
import { type Lab, labState } from '@webstore/lab-core/lab.ts';
import { lowSpaces } from '@webstore/lab-core/machine/disk.ts';
import { rolloutsState } from '@webstore/lab-core/rollouts/rollouts.ts';
import { secretsState } from '@webstore/lab-core/secrets.ts';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { databaseProblems } from './database-problems.ts';
import { isLocked } from '@webstore/lab-core/state/file-lock.ts';
import type { StateProblem } from './state-problem.ts';
import type { JsonState } from '@webstore/lab-core/state/json-state.ts';
import { codeOf, reasonOf } from '@webstore/lab-core/state/system-error.ts';

/** For `./lab status` and `./lab doctor`: nearly full disks, read-only folders, broken files. */
export function stateProblems(lab: Lab): StateProblem[] {
  const states = statesOf(lab);
  return [
    ...spaceProblems(lab),
    ...folderProblems(lab, states),
    ...states.flatMap((state) => [...contentProblems(state), ...writeProblems(state)]),
    ...databaseProblems(lab),
  ];
}

const spaceProblems = (lab: Lab): StateProblem[] =>
  lowSpaces(lab).map(({ folder, freeBytes }) => ({
    what: folder,
    problem: `has ${bytes(freeBytes)} of space left`,
    fix: 'free some space: logs lose lines, and the shop answers 503, when it is used up',
  }));

/** Existing ones only: missing ones are created. A folder in one that cannot be written is not named as well. */
function folderProblems({ home, dataFolder }: Lab, states: JsonState<never>[]): StateProblem[] {
  const own = ['config', 'logs', 'run'].map((name) => join(home, name));
  const folders = new Set([home, dataFolder, ...own, ...states.map(({ file }) => dirname(file))]);
  const problems: StateProblem[] = [];
  for (const folder of [...folders].filter(existsSync).sort()) {
    if (problems.some(({ what }) => folder.startsWith(`${what}/`))) continue;
    try {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      problems.push({
        what: folder,
        problem: `cannot be written: ${reasonOf(error)}`,
        fix: 'make it a folder that this user may write',
      });
    }
  }
  return problems;
}

/** Each file of the lab's own state, existing or not. */
const statesOf = (lab: Lab) =>
  [
    labState(lab.home),
    secretsState(join(lab.home, 'secrets.json')),
    ...[rolloutsState, flagsState, conditionsState, faultsState, roundState, sealedState].map((of) =>
      of(lab),
    ),
    ...learners(lab).map((learner) => resultsState(lab, learner)),
  ] as unknown as JsonState<never>[];

function contentProblems({ file, whenBroken, inspect }: JsonState<never>): StateProblem[] {
  const reading = inspect();
  if (!('problem' in reading)) return [];
  const { problem } = reading;
  const fix =
    'repair' in whenBroken
      ? whenBroken.repair
      : `it is ignored until it is removed or written again, and ${whenBroken.ignored}`;
  return [{ what: file, problem, fix }];
}

/** A file is replaced by another one, so its own permissions do not matter, but a file that is immutable stays. */
function writeProblems({ file }: JsonState<never>): StateProblem[] {
  const problems: StateProblem[] = [];
  try {
    accessSync(file, constants.W_OK);
  } catch (error) {
    if (codeOf(error) === 'EPERM')
      problems.push({
        what: file,
        problem: `cannot be replaced: ${reasonOf(error)}`,
        fix: `let it be changed again: sudo chattr -i '${file}'`,
      });
  }
  if (isLocked(file))
    problems.push({
      what: file,
      problem: 'is being changed by another process, which does not end',
      fix: `find that process with fuser '${file}.lock', and end it`,
    });
  return problems;
}
