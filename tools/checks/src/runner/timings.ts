import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { table } from '@webstore/lab-core/output/table.ts';

export interface TimedReport {
  testResults: {
    name: string;
    startTime: number;
    endTime: number;
    assertionResults: { title: string; duration?: number | null }[];
  }[];
}

/** Duration of one test file and its slowest tests, in ms. `outsideTests` is imports and hooks. */
export interface FileTiming {
  part: string;
  file: string;
  total: number;
  outsideTests: number;
  slowest: { title: string; took: number }[];
}

/** The timings of test files from the report that `runVitest` wrote for this part. */
export function readTimings(lab: Lab, part: string): FileTiming[] {
  const report = join(lab.home, 'test', `${part}.json`);
  return existsSync(report) ? timingsOf(part, JSON.parse(readFileSync(report, 'utf8')), lab.root) : [];
}

export function timingsOf(part: string, { testResults }: TimedReport, root: string): FileTiming[] {
  return testResults.map(({ name, startTime, endTime, assertionResults }) => {
    const tests = assertionResults.map(({ title, duration: took }) => ({ title, took: took ?? 0 }));
    const inTests = tests.reduce((sum, { took }) => sum + took, 0);
    return {
      part,
      file: relative(root, name),
      total: endTime - startTime,
      outsideTests: Math.max(0, endTime - startTime - inTests),
      slowest: tests.sort((a, b) => b.took - a.took).slice(0, 2),
    };
  });
}

/** The slowest files, each with its time in hooks and its slowest tests. */
export function slowestFiles(timings: FileTiming[], count: number): string {
  const rows = timings
    .sort((a, b) => b.total - a.total)
    .slice(0, count)
    .map(({ part, file, total, outsideTests, slowest }) => [
      part,
      file,
      duration(total),
      duration(outsideTests),
      slowest.map(({ title, took }) => `${duration(took)} ${title}`).join('; '),
    ]);
  return table(
    [
      { title: 'part' },
      { title: 'file' },
      { title: 'total', right: true },
      { title: 'hooks', right: true },
      { title: 'slowest tests' },
    ],
    rows,
  );
}
