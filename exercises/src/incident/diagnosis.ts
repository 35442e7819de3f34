import type { Predicate } from '../exercise.ts';
import { none, truthOf } from './truth.ts';

const withinMs = 60_000;

export const isTheComponent: Predicate = {
  about: 'component',
  holds: 'That part is what broke.',
  async check(round) {
    const expected = truthOf(round).fault?.component ?? none;
    const ok = round.answers['component'] === expected;
    return {
      ok,
      expected: 'the part that all symptoms lead to, or "none"',
      measured: ok
        ? 'it is'
        : `"${round.answers['component']}" suffers from it, or has nothing to do with it`,
      query:
        './lab trace --errors, ./lab trace --slowest: whom does the last span that failed or waited call?',
    };
  },
};

export const isTheCause: Predicate = {
  about: 'cause',
  holds: 'It broke in that way.',
  async check(round) {
    const expected = truthOf(round).fault?.cause ?? none;
    const ok = round.answers['cause'] === expected;
    return {
      ok,
      expected: 'the kind of thing that went wrong, or "none"',
      measured: ok ? 'it did' : `"${round.answers['cause']}" would look otherwise`,
      query: 'is it away, slow, or does it refuse? For everybody, or for some?',
    };
  },
};

/** An ISO date, or a time of today in UTC. */
export function momentOf(answer: string, now: Date): Date {
  const time = /^\d{2}:\d{2}(:\d{2})?$/.test(answer);
  return new Date(time ? `${now.toISOString().slice(0, 10)}T${answer.padEnd(8, ':00')}Z` : answer);
}

export const isTheOnset: Predicate = {
  about: 'onset',
  holds: 'It began then, give or take a minute.',
  async check(round) {
    const { fault, onset } = truthOf(round);
    const answer = round.answers['onset']!;
    const apart = momentOf(answer, round.now).getTime() - onset.getTime();
    const seconds = Math.round(Math.abs(apart) / 1000);
    return {
      ok: fault ? Math.abs(apart) <= withinMs : answer === none,
      expected:
        'a moment in UTC, as in 14:05:30, not further than 60 seconds from the first failure; or "none"',
      measured: Number.isNaN(apart)
        ? `"${answer}" is no moment`
        : `${seconds} s ${apart > 0 ? 'after' : 'before'} it began`,
      query: 'the first point of your query that lies apart',
    };
  },
};
