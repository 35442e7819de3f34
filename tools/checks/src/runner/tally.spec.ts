import { describe, expect, it } from 'vitest';
import { closingLine, none, oneFailed, sum, tallyOf } from './tally.ts';

describe('the summary line', () => {
  it('sums all parts', () => {
    const all = sum([{ ...none, passed: 3 }, { ...none, passed: 2 }, oneFailed('lint')]);
    expect(closingLine(all)).toBe('5 passed, 1 failed');
  });

  it('reports skipped tests, because they have not passed', () => {
    expect(closingLine({ passed: 5, failures: [], skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
  });
});

describe("Vitest's report", () => {
  const passed = { status: 'passed', fullName: 'a cart fills', failureMessages: [] };

  it('counts a file that could not be loaded as a failed test', () => {
    const report = {
      numPassedTests: 4,
      numPendingTests: 1,
      testResults: [
        { name: '/lab/a.spec.ts', status: 'failed', message: 'no such module', assertionResults: [] },
        { name: '/lab/b.spec.ts', status: 'passed', message: '', assertionResults: [passed] },
      ],
    };
    expect(tallyOf(report, '/lab')).toEqual({
      passed: 4,
      failures: ['a.spec.ts\nno such module'],
      skipped: 1,
    });
  });

  it('counts a file whose setup failed, although the report has no failed test of it', () => {
    const skipped = { status: 'skipped', fullName: 'a cart empties', failureMessages: [] };
    const report = {
      numPassedTests: 1,
      numPendingTests: 1,
      testResults: [
        { name: '/lab/b.spec.ts', status: 'failed', message: '', assertionResults: [passed, skipped] },
      ],
    };
    const { failures, ...rest } = tallyOf(report, '/lab');
    expect(rest).toEqual({ passed: 1, skipped: 1 });
    expect(failures).toEqual([expect.stringMatching(/^b\.spec\.ts\nfailed outside its tests/)]);
  });

  it('names each failed test with the beginning of its reason', () => {
    const why = `\u001b[31mexpected 1 to be 2\u001b[39m\n    at run (/lab/node_modules/a.js:1:1)${'\n    at b.spec.ts'.repeat(40)}`;
    const failed = { status: 'failed', fullName: 'a cart empties', failureMessages: [why] };
    const report = {
      numPassedTests: 1,
      numPendingTests: 0,
      testResults: [
        { name: '/lab/libs/b.spec.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
      ],
    };
    const [what, ...more] = tallyOf(report, '/lab').failures;
    expect(more).toEqual([]);
    expect(what?.split('\n')).toEqual([
      'libs/b.spec.ts: a cart empties',
      'expected 1 to be 2',
      ...Array.from({ length: 11 }, () => '    at b.spec.ts'),
    ]);
  });
});
