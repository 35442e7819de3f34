import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../../test/recorded-store';
import { readsTraces } from '../../test/traces.suite';
import { JaegerTraces } from './jaeger-traces';

const traceId = 'c42f028df39819cdf1da018cd9a51fb7';
const orderId = 'ba1ce022-94a3-5a1b-ab69-e46b3b3a35b1';
const placedAt = new Date('2026-11-21T05:49:09Z');

afterEach(() => vi.unstubAllGlobals());

readsTraces('Jaeger', () => {
  answerWith(({ pathname }) => {
    if (pathname === `/api/v3/traces/${traceId}`) return { body: recorded('jaeger-trace') };
    if (pathname === '/api/traces') return { body: recorded('jaeger-search') };
    return { status: 404, body: '{"error":{"httpCode":404,"message":"No traces found"}}' };
  });
  return { traces: new JaegerTraces({ baseUrl: 'http://jaeger' }), traceId, orderId, placedAt };
});

describe('a search in Jaeger', () => {
  it("uses Jaeger's units", async () => {
    const asked = answerWith(() => ({ body: '{"data":[],"total":0}' }));
    await new JaegerTraces({ baseUrl: 'http://jaeger' }).find({
      service: 'checkout',
      attributes: { 'webstore.country': 'BR' },
      minDurationMs: 250,
      from: placedAt,
      to: new Date(placedAt.getTime() + 1000),
    });
    expect(Object.fromEntries(asked[0]!.searchParams)).toEqual({
      service: 'checkout',
      tags: '{"webstore.country":"BR"}',
      minDuration: '250ms',
      start: '1795240149000000',
      end: '1795240150000000',
      limit: '20',
    });
  });

  it('searches in one environment', async () => {
    const asked = answerWith(() => ({ body: '{"data":[],"total":0}' }));
    const traces = new JaegerTraces({ baseUrl: 'http://jaeger', environment: 'staging' });
    await traces.find({ service: 'payment', attributes: { a: 'b' }, from: placedAt, to: placedAt });
    await traces.find({ service: 'payment', from: placedAt, to: placedAt });
    expect(asked.map(({ searchParams }) => searchParams.get('tags'))).toEqual([
      '{"a":"b","deployment.environment.name":"staging"}',
      '{"deployment.environment.name":"staging"}',
    ]);
  });

  it('finds nothing if Jaeger returns null', async () => {
    answerWith(() => ({ body: '{"data":null,"total":0}' }));
    const traces = new JaegerTraces({ baseUrl: 'http://jaeger' });
    expect(await traces.find({ service: 'none', from: placedAt, to: placedAt })).toEqual([]);
  });
});

describe('a failed span in Jaeger', () => {
  it('has its status message', async () => {
    const span = { traceId, spanId: 'a1', name: 'GET', startTimeUnixNano: '1', endTimeUnixNano: '2' };
    const failed = { ...span, status: { code: 2, message: 'connect ECONNREFUSED' } };
    const resourceSpans = [{ scopeSpans: [{ spans: [failed] }] }];
    answerWith(() => ({ body: JSON.stringify({ result: { resourceSpans } }) }));
    const trace = await new JaegerTraces({ baseUrl: 'http://jaeger' }).get(traceId);
    expect(trace?.spans).toMatchObject([{ status: 'error', statusMessage: 'connect ECONNREFUSED' }]);
  });
});
