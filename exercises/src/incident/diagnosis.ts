import type { Measured, Predicate, Round } from '../exercise.ts';
import { none } from './ground-truth.ts';

const withinMs = 60_000;

export const isTheComponent: Predicate = {
  about: 'component',
  holds: 'That component broke.',
  async check({ truth, answers }) {
    return said(answers['component']!, truth && (truth.fault?.component ?? none), {
      expected: 'the part that all symptoms lead to, or "none"',
      isNot: 'suffers from it, or has nothing to do with it',
      query:
        './lab trace --errors, ./lab trace --slowest: which component does the last failed or waiting span call?',
    });
  },
};

export const isTheCause: Predicate = {
  about: 'cause',
  holds: 'It broke in that way.',
  async check({ truth, answers }) {
    return said(answers['cause']!, truth && (truth.fault?.cause ?? none), {
      expected: 'the kind of thing that went wrong, or "none"',
      isNot: 'would look otherwise',
      query: 'is it down, slow, or does it refuse requests? For all customers, or for some?',
    });
  },
};

function said(
  answer: string,
  right: string | undefined,
  { isNot, ...rest }: { expected: string; isNot: string; query: string },
): Measured {
  const ok = answer === right;
  return { ok, measured: ok ? 'correct' : `"${answer}" ${isNot}`, ...rest };
}

/** An ISO date, or a time of today in UTC. */
export function momentOf(answer: string, now: Date): Date {
  const time = /^\d{2}:\d{2}(:\d{2})?$/.test(answer);
  return new Date(time ? `${now.toISOString().slice(0, 10)}T${answer.padEnd(8, ':00')}Z` : answer);
}

export const isTheOnset: Predicate = {
  about: 'onset',
  holds: 'It began then, give or take a minute.',
  async check({ truth, answers, now }: Round) {
    const answer = answers['onset']!;
    const moment = momentOf(answer, now).getTime();
    const isRight = (onset: Date) => Math.abs(moment - onset.getTime()) <= withinMs;
    const ok = truth !== undefined && (truth.fault ? isRight(truth.onset) : answer === none);
    const isUnderstood = answer === none || !Number.isNaN(moment);
    return {
      ok,
      expected:
        'a moment in UTC, as in 14:05:30, not further than 60 seconds from the first failure; or "none"',
      measured: ok ? 'correct' : `"${answer}" is ${isUnderstood ? 'further off' : 'no moment'}`,
      query: 'the first point of your query that lies apart',
    };
  },
};
