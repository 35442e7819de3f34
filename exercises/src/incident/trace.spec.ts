import type { Span } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import type { GroundTruth } from '../exercise.ts';
import { aRound, aTruth, at, nothing, onset, steps } from './round.fixture.ts';
import { showsIt } from './trace.ts';

const span = (seconds: number, rest: Partial<Span>): Partial<Span> => ({
  service: 'payment',
  name: 'POST',
  kind: 'client',
  status: 'unset',
  attributes: {},
  startMs: at(seconds).getTime(),
  durationMs: 100,
  ...rest,
});
const order = span(onset + 5, {
  service: 'checkout',
  kind: 'server',
  attributes: { 'http.request.method': 'POST', 'http.route': '/orders', 'http.response.status_code': 201 },
});
const toTheBank = { attributes: { 'server.port': 8090 } };
const slow = { durationMs: 1_500, ...toTheBank };

const check = (spans: Partial<Span>[], fault: Partial<GroundTruth['fault']> = {}, trace = 'a') =>
  showsIt.check(aRound({ truth: aTruth(steps(0.1, 3), fault), answers: { trace }, spans }));
const inHealth = (spans: Partial<Span>[], trace = 'a') =>
  showsIt.check(aRound({ truth: nothing, answers: { trace }, spans }));
const ok = { ok: true };
const not = { ok: false };

describe('a trace as evidence', () => {
  it('shows a failed or slow call of the faulty component, or a failure in an affected service', async () => {
    expect(await check([order, span(onset + 6, slow)])).toMatchObject(ok);
    expect(await check([span(onset + 6, { status: 'error', ...toTheBank })])).toMatchObject(ok);
    expect(await check([span(onset + 6, { status: 'error', kind: 'consumer' })])).toMatchObject(ok);
    const outage = { component: 'catalog', where: 'catalog' };
    const call = { service: 'cart', status: 'error', attributes: { 'server.port': 8001 } } as const;
    expect(await check([span(onset + 6, call)], outage)).toMatchObject(ok);
  });

  it('is rejected if all went well, if it was before, or if another component was slow', async () => {
    expect(await check([order, span(onset + 6, toTheBank)])).toMatchObject(not);
    expect(await check([span(onset - 60, slow)])).toMatchObject(not);
    expect(
      await check([span(onset + 5, { ...slow, service: 'catalog', kind: 'server' }), span(onset + 6, {})]),
    ).toMatchObject(not);
  });

  it('is rejected if the failed call went to another component', async () => {
    const call = { status: 'error', attributes: { 'server.port': 5432 } } as const;
    expect(await check([span(onset + 6, call)])).toMatchObject(not);
    expect(await check([span(onset + 6, { ...call, service: 'checkout' })])).toMatchObject(not);
    const lost = { status: 'error', kind: 'producer', attributes: { 'messaging.system': 'kafka' } } as const;
    expect(await check([span(onset + 6, lost)])).toMatchObject(not);
    expect(await check([span(onset + 6, lost)], { component: 'kafka' })).toMatchObject(ok);
  });

  it('is rejected if it was kept only for an earlier failure of another service', async () => {
    const late = { service: 'catalog', kind: 'consumer', attributes: { 'webstore.keep': 'slow' } } as const;
    expect(await check([order, span(onset + 6, late)], { component: 'catalog' })).toMatchObject(not);
  });

  it('is from an affected country, if only one is affected', async () => {
    const of = (country: string) => ({
      ...slow,
      attributes: { 'server.port': 8090, 'webstore.country': country },
    });
    expect(await check([span(onset + 6, of('DE'))], { country: 'DE' })).toMatchObject(ok);
    expect(await check([span(onset + 6, of('JP'))], { country: 'DE' })).toMatchObject(not);
  });

  it('may be of a declined card only when declines are the fault', async () => {
    const declined = span(onset + 6, { kind: 'consumer', attributes: { 'webstore.keep': 'declined' } });
    expect(await check([order, declined], { cause: 'error' })).toMatchObject(ok);
    expect(await check([order, declined])).toMatchObject(not);
  });

  it('shows work that repeats over and over, each time fast', async () => {
    const queries = (count: number) =>
      Array.from({ length: count }, () =>
        span(onset + 6, { service: 'catalog', name: 'pg.query:SELECT', parentId: 'page' }),
      );
    expect(await check(queries(20), { component: 'catalog' })).toMatchObject(ok);
    expect(await check(queries(3), { component: 'catalog' })).toMatchObject(not);
  });

  it('shows a message that is sent again, though each send succeeded', async () => {
    const sends = (count: number) =>
      Array.from({ length: count }, () =>
        span(onset + 6, { service: 'checkout', name: 'send', kind: 'producer', parentId: 'order' }),
      );
    expect(await check([order, ...sends(2)], { component: 'checkout' })).toMatchObject(ok);
    expect(await check([order, ...sends(1)], { component: 'checkout' })).toMatchObject(not);
    expect(await inHealth([order, ...sends(2)])).toMatchObject(not);
  });

  it('may be an accepted order that never reached its consumer, which no service calls', async () => {
    const outage = { component: 'payment', where: 'payment', cause: 'outage' };
    expect(await check([order], outage)).toMatchObject(ok);
    expect(await check([order, span(onset + 13, {})], outage)).toMatchObject(not);
    expect(await check([span(onset + 6, { service: 'checkout' })], outage)).toMatchObject(not);
    expect(await check([order], { ...outage, component: 'cart' })).toMatchObject(not);
  });

  it("is described by its content and the learner's claim, not by the truth", async () => {
    const verdicts = await Promise.all(
      [aTruth(steps(0.1, 3)), nothing, undefined].map((truth) =>
        showsIt.check(aRound({ truth, answers: { trace: 'a' }, spans: [order] })),
      ),
    );
    expect(new Set(verdicts.map(({ expected, measured }) => expected + measured)).size).toBe(1);
    expect(verdicts[2]!.ok).toBe(false);
  });

  it('proves the absence of a fault with a successful order', async () => {
    expect(await inHealth([order])).toMatchObject(ok);
    expect(await inHealth([order, span(onset + 6, slow)])).toMatchObject(not);
    expect(await inHealth([span(onset + 6, {})])).toMatchObject(not);
  });

  it('proves nothing with an order that no customer placed, and explains why', async () => {
    const journey = span(onset + 5, { service: 'synthetic', attributes: { 'webstore.synthetic': true } });
    const answers = { component: 'none', trace: 'a' };
    const said = await showsIt.check(aRound({ truth: nothing, answers, spans: [order, journey] }));
    expect(said).toMatchObject({ ok: false, measured: expect.stringContaining("no customer's order") });
  });

  it('is "none" when the fault suppresses spans, and only then', async () => {
    const muted = { component: 'cart', where: 'cart', cause: 'telemetry' };
    expect(await check([], muted, 'none')).toMatchObject(ok);
    expect(await check([order, span(onset + 6, { ...slow, service: 'cart' })], muted)).toMatchObject(not);
    expect(await check([], {}, 'none')).toMatchObject(not);
    expect(await inHealth([], 'none')).toMatchObject(not);
  });
});
