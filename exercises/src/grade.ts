import type { Trace, Traces } from '@webstore/signals';
import type { Exercise, Measured, Predicate, Round } from './exercise.ts';

/** A predicate and its result. */
export interface Finding extends Measured {
  about: string;
  holds: string;
}

/** Expected value when a store cannot be queried: this is no verdict on the answer. */
export const lookedUp = 'an answer that can be looked up';

/** Runs every check, also after the first failed one: each result teaches. */
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
    // A store that rejects the learner's query has the best error message.
    const measured = error instanceof Error ? error.message : String(error);
    return { about, holds, ok: false, expected: lookedUp, measured, query: '' };
  }
}
