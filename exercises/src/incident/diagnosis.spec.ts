import { describe, expect, it } from 'vitest';
import { isTheCause, isTheComponent, isTheOnset, momentOf } from './diagnosis.ts';
import { aRound, aTruth, at, nothing, steps } from './round.fixture.ts';

const truth = aTruth(steps(0.1, 3));
const round = (answers: Record<string, string>) => aRound({ truth, answers });

describe('a diagnosis', () => {
  it('is right about the component and the cause, and a wrong one gets feedback without the solution', async () => {
    expect(await isTheComponent.check(round({ component: 'acquirer' }))).toMatchObject({ ok: true });
    const wrong = await isTheComponent.check(round({ component: 'payment' }));
    expect(wrong.ok).toBe(false);
    expect(JSON.stringify(wrong)).not.toContain('acquirer');
    expect(await isTheCause.check(round({ cause: 'slow-dependency' }))).toMatchObject({ ok: true });
    expect(await isTheCause.check(round({ cause: 'outage' }))).toMatchObject({ ok: false });
  });

  it('accepts the onset to a minute', async () => {
    for (const [onset, ok] of [
      [at(60).toISOString(), true],
      [at(180).toISOString(), true],
      [at(59).toISOString(), false],
      [at(181).toISOString(), false],
      ['12:02:30', true],
      ['soon', false],
      ['none', false],
    ] as const)
      expect(await isTheOnset.check(round({ onset })), onset).toMatchObject({ ok });
  });

  it('reads a time of today as UTC', () => {
    expect(momentOf('12:01', at(0))).toEqual(at(60));
    expect(momentOf('12:01:30', at(0))).toEqual(at(90));
  });

  it('is "none" three times when nothing is broken, and nothing else', async () => {
    const quiet = (answers: Record<string, string>) => aRound({ truth: nothing, answers });
    for (const [predicate, name] of [
      [isTheComponent, 'component'],
      [isTheCause, 'cause'],
      [isTheOnset, 'onset'],
    ] as const) {
      expect(await predicate.check(quiet({ [name]: 'none' }))).toMatchObject({ ok: true });
      expect(await predicate.check(quiet({ [name]: at(120).toISOString() }))).toMatchObject({ ok: false });
    }
  });

  it('is wrong before anything has happened, with the same feedback as any other wrong one', async () => {
    for (const [predicate, name] of [
      [isTheComponent, 'component'],
      [isTheCause, 'cause'],
      [isTheOnset, 'onset'],
    ] as const) {
      for (const answer of ['none', 'load', at(60).toISOString()]) {
        const answers = { [name]: answer };
        const early = await predicate.check(aRound({ answers }));
        expect(early.ok).toBe(false);
        const late = await predicate.check(aRound({ answers, truth: answer === 'none' ? truth : nothing }));
        expect(early).toEqual(late);
      }
    }
  });
});
