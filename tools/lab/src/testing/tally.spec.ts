import { describe, expect, it } from 'vitest';
import { closingLine, none, sum, tallyOf } from './tally.ts';

describe('the closing line', () => {
  it('sums all parts', () => {
    const all = sum([
      { ...none, passed: 3 },
      { ...none, passed: 2, failed: 1 },
    ]);
    expect(closingLine(all)).toBe('5 passed, 1 failed');
  });

  it('says what was skipped, for it has not passed', () => {
    expect(closingLine({ passed: 5, failed: 0, skipped: 2 })).toBe('5 passed, 0 failed, 2 skipped');
  });
});

describe("Vitest's report", () => {
  it('counts a file that could not be loaded as a failed test', () => {
    const report = {
      ...{ numPassedTests: 4, numFailedTests: 0, numPendingTests: 1 },
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{}] },
      ],
    };
    expect(tallyOf(report)).toEqual({ passed: 4, failed: 1, skipped: 1 });
  });
});
