import type { Exercise, Measured, Predicate, Round } from './exercise.ts';

/** A predicate and what came of it. */
export interface Finding extends Measured {
  about: string;
  holds: string;
}

/** Asks everything, also after the first thing that does not hold: each of them teaches. */
export function grade({ predicates }: Exercise, round: Round): Promise<Finding[]> {
  return Promise.all(predicates.map((predicate) => finding(predicate, round)));
}

async function finding(predicate: Predicate, round: Round): Promise<Finding> {
  const { about, holds, needs = [about] } = predicate;
  const missing = needs.filter((name) => !round.answers[name]);
  if (missing.length > 0) {
    const expected = missing.map((name) => `an answer: ./lab exercise answer ${name}=…`).join(', ');
    return { about, holds, ok: false, expected, measured: 'no answer yet', query: '' };
  }
  try {
    return { about, holds, ...(await predicate.check(round)) };
  } catch (error) {
    // A store that refuses the learner's query says why, better than anybody here could.
    const measured = error instanceof Error ? error.message : String(error);
    return { about, holds, ok: false, expected: 'an answer that can be looked up', measured, query: '' };
  }
}
