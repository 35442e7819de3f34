import { placedOrder } from '@webstore/signals';
import { lookedUp } from '@webstore/exercises';
import { resolveFault } from '@webstore/faults';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import type { Secret } from '@webstore/lab/host/exercises/incident/draw.ts';
import { gradeRound } from '@webstore/lab/host/exercises/grading/grade-round.ts';
import { findExercise } from '@webstore/lab/host/exercises/find-exercise.ts';
import { mustBeInARound } from '@webstore/lab/host/exercises/round-file.ts';
import { signalsOf } from '@webstore/lab/host/exercises/grading/signals.ts';
import type { Answers } from '../exercises/exercise-rounds.ts';
import { lab } from '../labs/running-lab.ts';

interface Wrong {
  /** The question or mitigation at which this answer must fail. */
  about: string;
  answers: Answers;
}

const none = 'none';
/** A busy store answers late. */
const patiently = { timeoutMs: 60_000, everyMs: 2_000 };

/** Whether all checks of one question, or of the mitigation, hold; does not change the round. */
async function holds({ about, answers }: Wrong): Promise<boolean> {
  const { exercise, startedAt } = mustBeInARound(lab);
  const { predicates, ...rest } = await findExercise(exercise);
  const asked = { ...rest, predicates: predicates.filter((predicate) => predicate.about === about) };
  // A check that could not be evaluated is pending, not failed.
  return eventually(async () => {
    const findings = await gradeRound(lab, asked, { startedAt, answers, now: new Date() });
    expect(findings.filter(({ expected }) => expected === lookedUp)).toEqual([]);
    return findings.every(({ ok }) => ok);
  }, patiently);
}

/**
 * Answers of a guess, of a look at the wrong time, or of "all is well" that the grader accepted: none, if the
 * grader is correct.
 */
export async function takenAllTheSame(right: Answers): Promise<string[]> {
  const taken: string[] = [];
  for (const [who, wrong] of Object.entries(await wrongOnes(right))) if (await holds(wrong)) taken.push(who);
  return taken;
}

async function wrongOnes(right: Answers): Promise<Record<string, Wrong>> {
  const { startedAt } = mustBeInARound(lab);
  const isWell = right['component'] === none;
  const early = new Date(startedAt.getTime() + 20_000).toISOString();
  const before = await eventually(async () => {
    const [found] = await signalsOf(lab).traces.find({
      service: 'checkout',
      attributes: placedOrder,
      from: startedAt,
      to: new Date(startedAt.getTime() + 60_000),
    });
    if (!found) throw new Error('no order of the beginning is stored');
    return found;
  }, patiently);
  const but = (about: string, answer: string): Wrong => ({ about, answers: { ...right, [about]: answer } });
  return {
    'without an answer': { about: 'component', answers: {} },
    'another part': but('component', right['component'] === 'cart' ? 'catalog' : 'cart'),
    'another cause': but('cause', right['cause'] === 'outage' ? 'load' : 'outage'),
    'the moment at which the round began': but('onset', early),
    'a trace of before': but('trace', before),
    // With a fault: a series that does not change. Without one: the request rate, which doubles with the
    // additional customers.
    'a query of something else': but(
      'query',
      isWell ? 'sum(rate(webstore_http_requests_total[20s]))' : 'count(up{job="stack"})',
    ),
    'the opposite': but('component', isWell ? 'payment' : none),
  };
}

/** Whether a correct diagnosis without a mitigation passes. */
export async function passesIdle(found: Answers, { fault }: Secret): Promise<boolean> {
  if (!fault) return false;
  const { component, cause } = resolveFault(fault.id, fault.parameters);
  return holds({ about: 'mitigated', answers: { ...found, component, cause } });
}
