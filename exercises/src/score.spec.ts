import { describe, expect, it } from 'vitest';
import { scoreOf } from './score.ts';

const trace = { about: 'trace', ok: true };
const wrong = { about: 'span', ok: false };

describe('the score', () => {
  it('is 100 when all checks hold at the first try, without a hint', () => {
    expect(scoreOf({ findings: [trace, { about: 'span', ok: true }], hints: 0, wrongTries: 0 })).toBe(100);
  });

  it('is nothing for a question with a failed check', () => {
    expect(scoreOf({ findings: [trace, { ...trace, ok: false }], hints: 0, wrongTries: 0 })).toBe(0);
    expect(scoreOf({ findings: [trace, trace, wrong], hints: 0, wrongTries: 0 })).toBe(50);
  });

  it('falls with each hint and each wrong try, but never below zero', () => {
    expect(scoreOf({ findings: [trace], hints: 1, wrongTries: 2 })).toBe(80);
    expect(scoreOf({ findings: [wrong], hints: 3, wrongTries: 9 })).toBe(0);
  });

  it('is zero without a question', () => {
    expect(scoreOf({ findings: [], hints: 0, wrongTries: 0 })).toBe(0);
  });
});
