import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The results of a part of the tests; for each failed test, its name and reason. */
export interface Tally {
  passed: number;
  failures: string[];
  skipped: number;
}

export const none: Tally = { passed: 0, failures: [], skipped: 0 };
export const onePassed: Tally = { ...none, passed: 1 };
export const oneFailed = (what: string): Tally => ({ ...none, failures: [what] });

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (a, b) => ({
      passed: a.passed + b.passed,
      failures: [...a.failures, ...b.failures],
      skipped: a.skipped + b.skipped,
    }),
    none,
  );
}

/** The one line that CI reads; it includes skipped tests, because they have not passed. */
export function closingLine({ passed, failures, skipped }: Tally): string {
  return `${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests?: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[];
  }[];
}

/** The report omits errors that a hook threw. */
const outside = 'failed outside its tests (beforeAll, afterAll); its output above says why';

/**
 * The location in our code, not in the libraries below it; for two large objects that differ, the beginning.
 */
const mostLines = 12;
const beginning = (message: string) =>
  stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s+at (.*node_modules|new Promise)/.test(line))
    .slice(0, mostLines)
    .join('\n');

/** A file that failed without a failed test counts as one: it was not loaded, or its setup failed. */
export function tallyOf(report: VitestReport, root: string): Tally {
  return {
    passed: report.numPassedTests,
    failures: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(root, name);
      const failed = assertionResults.filter((test) => test.status === 'failed');
      if (status === 'failed' && failed.length === 0) return [`${file}\n${beginning(message || outside)}`];
      return failed.map(
        ({ fullName, failureMessages }) =>
          `${file}: ${fullName}\n${beginning((failureMessages ?? []).join('\n'))}`,
      );
    }),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}
