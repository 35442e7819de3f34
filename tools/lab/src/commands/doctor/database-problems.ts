import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { StateProblem } from './state-problem.ts';
import { codeOf, reasonOf } from '@webstore/lab-core/state/system-error.ts';

/** The first bytes of every SQLite file. */
const magic = 'SQLite format 3\0';

const databases = (lab: Lab) => [
  {
    file: join(lab.home, 'data/acquirer/acquirer.db'),
    fix: 'the bank does not start with it. Put a copy in its place, or begin a new lab: ./lab down --wipe',
  },
  {
    file: join(lab.home, 'data/pager/pager.sqlite'),
    fix: 'the pager does not start with it. Put a copy in its place, or move it to another folder: alerts that fire are paged again',
  },
];

/**
 * Other files in place of a database. The service itself reports damaged later pages, because it checks all
 * of them.
 */
export const databaseProblems = (lab: Lab): StateProblem[] =>
  databases(lab).flatMap(({ file, fix }) => {
    const problem = problemOf(file);
    return problem ? [{ what: file, problem, fix }] : [];
  });

/** An empty file is a new database. */
function problemOf(file: string): string | undefined {
  try {
    const beginning = beginningOf(file);
    return ['', magic].includes(beginning) ? undefined : 'is no database';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : `cannot be read: ${reasonOf(error)}`;
  }
}

function beginningOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(magic.length);
    return bytes.toString('latin1', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
