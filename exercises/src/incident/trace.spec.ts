import type { Span } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { aRound, aTruth, at, nothing, onset, steps } from './some-round.ts';
import { showsIt } from './trace.ts';

const span = (seconds: number, rest: Partial<Span>): Partial<Span> => ({
  ...{ service: 'payment', name: 'POST', kind: 'client', status: 'unset', attributes: {} },
  ...{ startMs: at(seconds).getTime(), durationMs: 100 },
  ...rest,
});
const order = span(onset + 5, {
  service: 'checkout',
  kind: 'server',
  attributes: { 'http.request.method': 'POST', 'http.route': '/orders', 'http.response.status_code': 201 },
});
const slow = { attributes: { 'webstore.keep': 'slow' } };

const check = (spans: Partial<Span>[], broken = true) =>
  showsIt.check(aRound({ truth: broken ? aTruth(steps(0.1, 3)) : nothing, answers: { trace: 'a' }, spans }));

describe('a trace as evidence', () => {
  it('shows a span that failed or took too long, of what broke or of who feels it', async () => {
    expect(await check([order, span(onset + 6, slow)])).toMatchObject({ ok: true });
    expect(await check([order, span(onset + 6, { status: 'error' })])).toMatchObject({ ok: true });
  });

  it('is none when all went well, when it was before, or when somebody else was slow', async () => {
    expect(await check([order, span(onset + 6, {})])).toMatchObject({ ok: false });
    expect(await check([span(onset - 60, slow)])).toMatchObject({ ok: false });
    expect(
      await check([span(onset + 5, { ...slow, service: 'catalog', kind: 'server' }), span(onset + 6, {})]),
    ).toMatchObject({ ok: false });
  });

  it('may lack what broke: then it shows who waited for it', async () => {
    expect(await check([span(onset + 5, { ...slow, service: 'checkout', kind: 'internal' })])).toMatchObject({
      ok: true,
    });
  });

  it('is described by what is in it and by what the learner claims, not by what is true', async () => {
    const told = await Promise.all(
      [aTruth(steps(0.1, 3)), nothing, undefined].map((truth) =>
        showsIt.check(aRound({ truth, answers: { trace: 'a' }, spans: [order] })),
      ),
    );
    expect(new Set(told.map(({ expected, measured }) => expected + measured)).size).toBe(1);
    expect(told[2]!.ok).toBe(false);
  });

  it('shows of nothing an order that went well', async () => {
    expect(await check([order], false)).toMatchObject({ ok: true });
    expect(await check([order, span(onset + 6, slow)], false)).toMatchObject({ ok: false });
    expect(await check([span(onset + 6, {})], false)).toMatchObject({ ok: false });
  });
});
