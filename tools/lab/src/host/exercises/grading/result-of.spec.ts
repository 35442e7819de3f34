import { describe, expect, it } from 'vitest';
import { resultOf } from './result-of.ts';
import type { RoundFile } from '../round-file.ts';

const at = (seconds: number) => new Date(seconds * 1000);
const round = (...tries: RoundFile['tries']): RoundFile => ({
  exercise: '01-slowest-span',
  learner: 'ada',
  startedAt: at(100),
  hints: [at(110)],
  answers: {},
  tries,
});

describe('the recorded result of a round', () => {
  it('has the time of each answer, up to the check from which on it was right', () => {
    const tries = [
      { at: at(130), wrong: ['span'], right: ['trace'] },
      { at: at(150), wrong: ['trace'], right: ['span'] },
      { at: at(190), wrong: [], right: ['trace', 'span'] },
    ];
    expect(resultOf(round(...tries), at(190), ['trace', 'span'])).toEqual({
      exercise: '01-slowest-span',
      startedAt: at(100),
      endedAt: at(190),
      hints: 1,
      wrongTries: 2,
      solvedAfter: { trace: 90, span: 50 },
    });
  });

  it('counts wrong answers, but not pending ones', () => {
    const tries = [
      { at: at(130), wrong: ['span', 'mitigated'], right: [] },
      { at: at(150), wrong: ['mitigated'], right: ['span'] },
    ];
    expect(resultOf(round(...tries), at(190), ['span']).wrongTries).toBe(1);
  });

  it('has nothing that was never checked', () => {
    expect(resultOf(round(), at(190), []).solvedAfter).toEqual({});
  });
});
