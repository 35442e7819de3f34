import { describe, expect, it } from 'vitest';
import { isEvidence } from './query.ts';
import { aRound, aTruth, type Course, nothing, onset, steps } from './some-round.ts';

const truth = aTruth(steps(0.1, 3));
const check = (course: Course, broken = true) =>
  isEvidence.check(
    aRound({
      truth: broken ? truth : nothing,
      answers: { query: 'payments' },
      series: { payments: [{ labels: { country: 'BR' }, course }] },
    }),
  );

describe('a query as evidence', () => {
  it('leaves its range of before when it began', async () => {
    const found = await check(steps(0.1, 3));
    expect(found).toMatchObject({ ok: true });
    expect(found.measured).toContain('{country="BR"} before 0.100 to 0.100, after 3.00 to 3.00');
  });

  it('is none when it does not, or has no answer', async () => {
    expect(await check(() => 1)).toMatchObject({ ok: false });
    expect(await check(() => undefined)).toMatchObject({ ok: false });
  });

  it('may count what did not happen before, which has no series then', async () => {
    expect(await check((seconds) => (seconds > onset ? 5 : undefined))).toMatchObject({ ok: true });
  });

  it('shows of nothing that nothing has changed', async () => {
    expect(await check(() => 1, false)).toMatchObject({ ok: true });
    expect(await check(steps(0.1, 3), false)).toMatchObject({ ok: false });
    expect(await check(() => undefined, false)).toMatchObject({ ok: false });
  });
});
