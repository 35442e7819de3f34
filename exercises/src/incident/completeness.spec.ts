import type { Exemplar, Span, Trace } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { isWhole, ordersHaveTraces } from './completeness.ts';
import { aRound } from './round.fixture.ts';

const span = (id: string, service: string, parentId?: string): Partial<Span> => ({
  id,
  service,
  kind: 'internal',
  attributes: {},
  ...(parentId !== undefined && { parentId }),
});
const request: Partial<Span> = {
  ...span('1', 'checkout'),
  kind: 'server',
  attributes: { 'http.request.method': 'POST', 'http.route': '/orders', 'http.response.status_code': 201 },
};
const spans = [request, span('2', 'cart', '1'), span('3', 'catalog', '1'), span('4', 'payment', '1')];
const trace = (of: Partial<Span>[]) => ({ id: 'a', spans: of }) as Trace;

/** Number of exemplars, and how many of them lead to a complete trace. */
function check(exemplars: number, whole: number) {
  const round = aRound({ spans });
  const all = Array.from({ length: exemplars }, (_, at) => ({ traceId: String(at) }) as Exemplar);
  round.metrics.exemplars = () => Promise.resolve(all);
  round.traces.get = (id) => Promise.resolve(Number(id) < whole ? trace(spans) : undefined);
  return ordersHaveTraces.check(round);
}

describe('the trace of an order', () => {
  it('is complete with spans of all services and no span without its parent', () => {
    expect(isWhole(trace(spans))).toBe(true);
    expect(isWhole(trace(spans.slice(0, 3)))).toBe(false);
    expect(isWhole(trace([...spans, span('6', 'catalog', '5')]))).toBe(false);
    expect(isWhole(trace(spans.slice(1)))).toBe(false);
  });
});

describe('the last orders', () => {
  it('have their traces when four in five exemplars lead to a complete one', async () => {
    expect(await check(5, 4)).toMatchObject({ ok: true, measured: '4 of 5 do' });
    expect(await check(5, 3)).toMatchObject({ ok: false, query: './lab trace 3' });
  });

  it('have none without exemplars', async () => {
    expect(await check(2, 2)).toMatchObject({ ok: false });
    expect(await check(0, 0)).toMatchObject({ ok: false });
  });
});
