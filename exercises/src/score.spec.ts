import { describe, expect, it } from 'vitest';
import { scoreOf } from './score.ts';

const trace = { about: 'trace', ok: true };
const wrong = { about: 'span', ok: false };

describe('the score', () => {
  it('is 100 when all holds at the first try, without a hint', () => {
    expect(scoreOf({ findings: [trace, { about: 'span', ok: true }], hints: 0, wrongTries: 0 })).toBe(100);
  });

  it('gives nothing for a question of which a part does not hold', () => {
    expect(scoreOf({ findings: [trace, { ...trace, ok: false }], hints: 0, wrongTries: 0 })).toBe(0);
    expect(scoreOf({ findings: [trace, trace, wrong], hints: 0, wrongTries: 0 })).toBe(50);
  });

  it('is less for each hint and each wrong try, and never below nothing', () => {
    expect(scoreOf({ findings: [trace], hints: 1, wrongTries: 2 })).toBe(80);
    expect(scoreOf({ findings: [wrong], hints: 3, wrongTries: 9 })).toBe(0);
  });

  it('gives nothing to who was asked nothing', () => {
    expect(scoreOf({ findings: [], hints: 0, wrongTries: 0 })).toBe(0);
  });
});
