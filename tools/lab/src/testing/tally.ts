import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What a part of the tests came to; of each failed one, which it was and why. */
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

/** The one line that CI reads; skipped tests have not passed, so they are said. */
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

/** Where in our code, not in the libraries below it; of two big objects that differ, the beginning is enough. */
const mostLines = 12;
const beginning = (message: string) =>
  stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s+at (.*node_modules|new Promise)/.test(line))
    .slice(0, mostLines)
    .join('\n');

/** A file that could not even be loaded has no tests to count, so it counts as a failed one. */
export function tallyOf(report: VitestReport, root: string): Tally {
  return {
    passed: report.numPassedTests,
    failures: report.testResults.flatMap(({ name, status, message, assertionResults }) => {
      const file = relative(root, name);
      if (status === 'failed' && assertionResults.length === 0) return [`${file}\n${beginning(message)}`];
      return assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => `${file}: ${test.fullName}\n${beginning((test.failureMessages ?? []).join('\n'))}`);
    }),
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}
