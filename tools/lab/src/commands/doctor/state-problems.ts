import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { conditionsState } from '@webstore/supervisor/bank/conditions.ts';
import { learners, resultsState } from '../exercise/learners.ts';
import { roundState } from '../exercise/round-file.ts';
import { sealedState } from '../exercise/incident/sealed-incident.ts';
import { faultsState } from '../break/active-faults.ts';
import { flagsState } from '@webstore/lab-core/clients/flags.ts';
import { type Lab, labState } from '@webstore/lab-core/lab.ts';
import { lowSpaces } from '@webstore/lab-core/machine/disk.ts';
import { releasesState } from '@webstore/supervisor/releases/releases.ts';
import { secretsState } from '@webstore/lab-core/secrets.ts';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { databaseProblems } from './database-problems.ts';
import type { StateProblem } from './state-problem.ts';
import type { JsonState } from '@webstore/lab-core/state/json-state.ts';
import { reasonOf } from '@webstore/lab-core/state/system-error.ts';

/** For `./lab status` and `./lab doctor`: nearly full disks, read-only folders, broken files. */
export function stateProblems(lab: Lab): StateProblem[] {
  return [...spaceProblems(lab), ...folderProblems(lab), ...fileProblems(lab), ...databaseProblems(lab)];
}

const spaceProblems = (lab: Lab): StateProblem[] =>
  lowSpaces(lab).map(({ folder, freeBytes }) => ({
    what: folder,
    problem: `has ${bytes(freeBytes)} of space left`,
    fix: 'free some space: logs lose lines, and the shop answers 503, when it is used up',
  }));

/** Existing ones only: missing ones are created. */
function folderProblems({ home }: Lab): StateProblem[] {
  const folders = [home, ...['config', 'data', 'logs', 'run'].map((name) => join(home, name))];
  return folders.filter(existsSync).flatMap((folder) => {
    try {
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      return [];
    } catch (error) {
      return [
        {
          what: folder,
          problem: `cannot be written: ${reasonOf(error)}`,
          fix: 'make it a folder that this user may write',
        },
      ];
    }
  });
}

function fileProblems(lab: Lab): StateProblem[] {
  const states: JsonState<never>[] = [
    labState(lab.home),
    secretsState(join(lab.home, 'secrets.json')),
    ...[releasesState, flagsState, conditionsState, faultsState, roundState, sealedState].map((of) =>
      of(lab),
    ),
    ...learners(lab).map((learner) => resultsState(lab, learner)),
  ] as unknown as JsonState<never>[];
  return states.flatMap(({ file, whenBroken, inspect }) => {
    const reading = inspect();
    if (!('problem' in reading)) return [];
    const { problem } = reading;
    const fix =
      'repair' in whenBroken
        ? whenBroken.repair
        : `it is ignored until it is removed or written again, and ${whenBroken.ignored}`;
    return [{ what: file, problem, fix }];
  });
}
