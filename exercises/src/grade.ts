import type { Trace, Traces } from '@webstore/signals';
import type { Exercise, Measured, Predicate, Round } from './exercise.ts';

/** A predicate and what came of it. */
export interface Finding extends Measured {
  about: string;
  holds: string;
}

/** What is expected where a store could not be asked: that says nothing yet about what was answered. */
export const lookedUp = 'an answer that can be looked up';

/** Asks everything, also after the first thing that does not hold: each of them teaches. */
export function grade({ predicates }: Exercise, round: Round): Promise<Finding[]> {
  const looking = { ...round, traces: fetchedOnce(round.traces) };
  return Promise.all(predicates.map((predicate) => finding(predicate, looking)));
}

/** Several predicates are about the same trace. */
function fetchedOnce(traces: Traces): Traces {
  const fetched = new Map<string, Promise<Trace | undefined>>();
  return {
    find: (search) => traces.find(search),
    get(id) {
      const trace = fetched.get(id) ?? traces.get(id);
      fetched.set(id, trace);
      return trace;
    },
  };
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
    return { about, holds, ok: false, expected: lookedUp, measured, query: '' };
  }
}
