import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { spanClosed, spanOpened, setKeepReason } from '../sampling/live-traces';
import {
  EdgePropagator,
  trustedGetter,
  KEEP_HEADER,
  suppressPropagation,
  MESSAGE_AT_HEADER,
  REPLAYED_HEADER,
  staleParent,
  SYNTHETIC_HEADER,
  TRACE_AT_HEADER,
  travelledReason,
} from './propagator';
import { isSynthetic, markSynthetic } from './synthetic';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const propagator = new EdgePropagator({ 'webstore.country': ['DE', 'BR'] });
/** Extracts from our own message. */
const extract = (carrier: Record<string, string>) => propagator.extract(ROOT_CONTEXT, carrier, trustedGetter);
/** Extracts from a request of any caller. */
const receive = (carrier: Record<string, string>) =>
  propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
const inject = (context: Context) => {
  const sent: Record<string, string> = {};
  propagator.inject(context, sent, defaultTextMapSetter);
  return sent;
};

describe('the edge propagator', () => {
  it('continues the trace of a fresh message', () => {
    const context = extract({ traceparent, [MESSAGE_AT_HEADER]: String(Date.now()) });
    expect(trace.getSpanContext(context)?.traceId).toBe(traceId);
    expect(staleParent(context)).toBeUndefined();
  });

  it('accepts only the ids of a caller, and no id that is a card number', () => {
    const caller = extract({ traceparent, tracestate: 'card=4111111111111111' });
    expect(trace.getSpanContext(caller)).toMatchObject({ traceId, traceState: undefined });
    const padded = '00-00000000000000004111111111111111-b7ad6b7169203331-01';
    expect(trace.getSpanContext(extract({ traceparent: padded }))).toBeUndefined();
    const parent = `00-${traceId}-4111111111111111-01`;
    expect(trace.getSpanContext(extract({ traceparent: parent }))).toBeUndefined();
  });

  it('starts a new trace, linked to the old one, for a message older than five seconds', () => {
    const context = extract({ traceparent, [MESSAGE_AT_HEADER]: String(Date.now() - 5_001) });
    expect(trace.getSpanContext(context)).toBeUndefined();
    expect(staleParent(context)?.traceId).toBe(traceId);
  });

  it('does so for a young message of an old trace without a keep reason', () => {
    const undecided = `00-${'a'.repeat(18)}${'f'.repeat(14)}-b7ad6b7169203331-00`;
    const old = { traceparent: undecided, [TRACE_AT_HEADER]: String(Date.now() - 7_001) };
    expect(staleParent(extract(old))).toBeDefined();
    expect(trace.getSpanContext(extract({ ...old, [KEEP_HEADER]: 'asked' }))).toBeDefined();
  });

  it('starts a new trace for a replayed message of any age', () => {
    const context = extract({
      traceparent,
      [REPLAYED_HEADER]: 'true',
      [MESSAGE_AT_HEADER]: String(Date.now()),
    });
    expect(staleParent(context)?.traceId).toBe(traceId);
  });

  it('drops disallowed baggage and replaces an unknown value with other', () => {
    const context = extract({ baggage: 'webstore.country=XX,email=a@b.example' });
    const entries = propagation.getBaggage(context)?.getAllEntries();
    expect(entries).toEqual([['webstore.country', { value: 'other' }]]);
  });

  it('keeps allowed baggage', () => {
    const context = extract({ baggage: 'webstore.country=BR' });
    expect(propagation.getBaggage(context)?.getEntry('webstore.country')?.value).toBe('BR');
  });

  it('sends nothing to external services', () => {
    const inside = extract({ traceparent, baggage: 'webstore.country=BR' });
    expect(inject(suppressPropagation(markSynthetic(inside)))).toEqual({});
    expect(Object.keys(inject(inside)).sort()).toEqual(['baggage', 'traceparent', TRACE_AT_HEADER]);
  });

  it('passes on the start time of the trace across several messages', () => {
    const at = String(Date.now() - 3_000);
    expect(inject(extract({ traceparent, [TRACE_AT_HEADER]: at }))[TRACE_AT_HEADER]).toBe(at);
  });

  it('reads the keep reason and the synthetic mark of a message', () => {
    const context = extract({ traceparent, [KEEP_HEADER]: 'vip', [SYNTHETIC_HEADER]: 'true' });
    expect(travelledReason(context)).toBe('vip');
    expect(isSynthetic(context)).toBe(true);
    expect(inject(context)).toMatchObject({ [KEEP_HEADER]: 'vip', [SYNTHETIC_HEADER]: 'true' });
  });

  it('sends a keep reason that was set later', () => {
    spanOpened(traceId);
    setKeepReason(traceId, 'high_value');
    expect(inject(extract({ traceparent }))[KEEP_HEADER]).toBe('high_value');
    spanClosed(traceId);
    expect(inject(extract({ traceparent }))[KEEP_HEADER]).toBeUndefined();
  });

  it('ignores an invalid reason', () => {
    expect(travelledReason(extract({ traceparent, [KEEP_HEADER]: 'because' }))).toBeUndefined();
  });

  it('ignores the keep reason, the synthetic mark and the trace age of a caller', () => {
    const forged = { [KEEP_HEADER]: 'error', [SYNTHETIC_HEADER]: 'true' };
    const context = receive({
      traceparent,
      ...forged,
      [REPLAYED_HEADER]: 'true',
      [MESSAGE_AT_HEADER]: '1',
      [TRACE_AT_HEADER]: '1',
    });
    expect(travelledReason(context)).toBeUndefined();
    expect(isSynthetic(context)).toBe(false);
    expect(staleParent(context)).toBeUndefined();
    expect(trace.getSpanContext(context)?.traceId).toBe(traceId);
  });
});
