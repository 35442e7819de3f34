import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

/** Names the file in which a process of tests leaves its result for the process that started it. */
export const tallyVariable = 'LAB_TEST_TALLY';

/** Writes the result of a process of tests, with the lines that a reader sees. */
export function writeTally(file: string, tally: Tally, lines: string[]): void {
  writeFileSync(file, JSON.stringify({ tally, lines }));
}

/** Undefined when the process ended without a result. */
export const readTally = (file: string): { tally: Tally; lines: string[] } | undefined =>
  existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { tally: Tally; lines: string[] })
    : undefined;

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

/** The report has no word of what a hook threw. */
const outside = 'failed outside its tests (beforeAll, afterAll); its output above says why';

/** Where in our code, not in the libraries below it; of two big objects that differ, the beginning is enough. */
const mostLines = 12;
const beginning = (message: string) =>
  stripVTControlCharacters(message)
    .trimEnd()
    .split('\n')
    .filter((line) => !/^\s+at (.*node_modules|new Promise)/.test(line))
    .slice(0, mostLines)
    .join('\n');

/** A file that failed with no test of its own counts as a failed one: it was not loaded, or its preparation failed. */
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
