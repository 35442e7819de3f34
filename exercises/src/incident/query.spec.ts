import { describe, expect, it } from 'vitest';
import { isEvidence } from './query.ts';
import { aRound, aTruth, at, type Course, nothing, onset, steps } from './round.fixture.ts';

const truth = aTruth(steps(0.1, 3));
const check = (course: Course, broken = true) =>
  isEvidence.check(
    aRound({
      truth: broken ? truth : nothing,
      answers: { query: 'payments', onset: at(onset).toISOString() },
      series: { payments: [{ labels: { country: 'BR' }, course }] },
    }),
  );

describe('a query as evidence', () => {
  it('leaves its baseline at the onset', async () => {
    const found = await check(steps(0.1, 3));
    expect(found).toMatchObject({ ok: true });
    expect(found.measured).toContain('{country="BR"} before 0.100 to 0.100, after 3.00 to 3.00');
  });

  it('is rejected if it does not leave it, or has no answer', async () => {
    expect(await check(() => 1)).toMatchObject({ ok: false });
    expect(await check(() => undefined)).toMatchObject({ ok: false });
  });

  it('may count events without occurrences before, and so without a series', async () => {
    expect(await check((seconds) => (seconds > onset ? 5 : undefined))).toMatchObject({ ok: true });
  });

  it('is rejected if it leaves any baseline whatever happens, or measures nothing', async () => {
    expect(await check((seconds) => 1_000 + 10 * seconds)).toMatchObject({ ok: false });
    const answers = { query: 'time() > bool 5' };
    const found = await isEvidence.check(
      aRound({ truth, answers, series: { time: [{ labels: {}, course: steps(0, 1) }] } }),
    );
    expect(found).toMatchObject({ ok: false, measured: 'it reads no series' });
  });

  it("is described around the learner's onset, without a hint at the true one", async () => {
    const answers = { query: 'payments', onset: at(onset - 65).toISOString() };
    const series = { payments: [{ labels: {}, course: steps(0.1, 3) }] };
    const verdicts = await Promise.all(
      [truth, nothing, undefined].map((one) => isEvidence.check(aRound({ truth: one, answers, series }))),
    );
    expect(new Set(verdicts.map(({ expected, measured }) => expected + measured)).size).toBe(1);
    expect(verdicts[0]!.measured).toContain('before 0.100 to 0.100, after 0.100 to 3.00');
  });

  it('shows that nothing has changed when there is no fault', async () => {
    expect(await check(() => 1, false)).toMatchObject({ ok: true });
    expect(await check(steps(0.1, 3), false)).toMatchObject({ ok: false });
    expect(await check(() => undefined, false)).toMatchObject({ ok: false });
  });
});
