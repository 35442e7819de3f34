import { afterEach, describe, expect, it, vi } from 'vitest';
import { answerWith, recorded } from '../../test/recorded-store';
import { readsTraces } from '../../test/traces.suite';
import { TempoTraces } from './tempo-traces';

afterEach(() => vi.unstubAllGlobals());

const sut = () => new TempoTraces({ baseUrl: 'http://tempo' });

readsTraces('Tempo', () => {
  const traceId = '0edd8e311e158f2756002a8de3045756';
  answerWith(({ pathname }) => {
    if (pathname === `/api/v2/traces/${traceId}`) return { body: recorded('tempo-trace') };
    if (pathname === '/api/search') return { body: recorded('tempo-search') };
    return { body: '{"trace":{},"metrics":{}}' };
  });
  const orderId = '5295ab8f-2715-5514-a1ec-868c4e5ab18d';
  return { traces: sut(), traceId, orderId, placedAt: new Date('2026-11-21T20:04:36Z') };
});

/** The example of Tempo's documentation (API, "Retrieve traces"), shortened. */
const documented = {
  trace: {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'my.service' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: 'W47/95gDgQPSabYzgT/HAA==',
                spanId: '7uGbfsPBsQA=',
                name: 'I am a span!',
                kind: 'SPAN_KIND_SERVER',
                startTimeUnixNano: '1689969302000000000',
                endTimeUnixNano: '1689970000000000000',
                attributes: [{ key: 'my.span.attr', value: { stringValue: 'some value' } }],
                status: {},
              },
            ],
          },
        ],
      },
    ],
  },
};

describe('a trace in Tempo', () => {
  it('has ids in hexadecimal, which Tempo writes in base64', async () => {
    answerWith(() => ({ body: JSON.stringify(documented) }));
    const trace = await sut().get('5b8efff798038103d269b633813fc700');
    expect(trace?.spans).toMatchObject([
      {
        id: 'eee19b7ec3c1b100',
        traceId: '5b8efff798038103d269b633813fc700',
        service: 'my.service',
        kind: 'server',
        status: 'unset',
        durationMs: 698_000,
      },
    ]);
  });

  it('that Tempo does not have is returned as an empty trace', async () => {
    answerWith(() => ({ body: '{"trace":{},"metrics":{}}' }));
    expect(await sut().get('4bf92f3577b34da6a3ce929d0e0e4736')).toBeUndefined();
  });

  it('is not requested with an invalid trace id', async () => {
    await expect(sut().get('../status')).rejects.toThrow('no trace id');
  });
});

describe('a search in Tempo', () => {
  it('is one spanset of TraceQL, in whole seconds', async () => {
    const asked = answerWith(() => ({ body: '{"traces":[],"metrics":{}}' }));
    await sut().find({
      service: 'checkout',
      attributes: { 'webstore.country': 'BR', 'http.response.status_code': '201' },
      minDurationMs: 250,
      from: new Date('2026-11-21T05:49:09.700Z'),
      to: new Date('2026-11-21T05:49:10.100Z'),
    });
    expect(Object.fromEntries(asked[0]!.searchParams)).toEqual({
      q: '{ resource.service.name = "checkout" && span."webstore.country" = "BR" && (span."http.response.status_code" = "201" || span."http.response.status_code" = 201) && duration >= 250ms }',
      limit: '20',
      start: '1795240149',
      end: '1795240151',
    });
  });

  it('never has equal start and end, which Tempo refuses', async () => {
    const asked = answerWith(() => ({ body: '{}' }));
    const moment = new Date('2026-11-21T05:49:09Z');
    expect(await sut().find({ service: 'none', from: moment, to: moment })).toEqual([]);
    expect(asked[0]!.searchParams.get('end')).toBe('1795240150');
  });

  it('escapes any value', async () => {
    const asked = answerWith(() => ({ body: '{}' }));
    const attributes = { 'webstore.order.id': '" } || { true' };
    await sut().find({ service: 'checkout', attributes, from: new Date(), to: new Date() });
    expect(asked[0]!.searchParams.get('q')).toContain('= "\\" } || { true" }');
  });

  it('returns the newest first, with ids padded to full length', async () => {
    const older = { traceID: 'abc', startTimeUnixNano: '1795240149000000000' };
    const newer = { traceID: 'c42f028df39819cdf1da018cd9a51fb7', startTimeUnixNano: '1795240149000000001' };
    answerWith(() => ({ body: JSON.stringify({ traces: [older, newer] }) }));
    const found = await sut().find({ service: 'checkout', from: new Date(), to: new Date() });
    expect(found).toEqual([newer.traceID, 'abc'.padStart(32, '0')]);
  });
});
