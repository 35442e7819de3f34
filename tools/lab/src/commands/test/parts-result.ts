import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { oneFailed, sum, type Tally } from '@webstore/checks/runner/tally.ts';
import type { FileTiming } from '@webstore/checks/runner/timings.ts';

export interface PartsResult {
  all: Tally;
  /** One for each part: its name, its tally, and its duration. */
  lines: string[];
  timings: FileTiming[];
}

/** The variable with the file to which the process of a lane writes its result for its parent. */
export const resultVariable = 'LAB_TEST_RESULT';

export const writeResult = (file: string, result: PartsResult): void =>
  writeFileSync(file, JSON.stringify(result));

/** Undefined when the process ended without a result. */
export const readResult = (file: string): PartsResult | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PartsResult) : undefined;

export const failedResult = (what: string): PartsResult => ({ all: oneFailed(what), lines: [], timings: [] });

export const joinedResults = (results: PartsResult[]): PartsResult => ({
  all: sum(results.map(({ all }) => all)),
  lines: results.flatMap(({ lines }) => lines),
  timings: results.flatMap(({ timings }) => timings),
});
