import {
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { EdgePropagator, markOutside, REPLAYED_HEADER, staleParent, TRACE_AT_HEADER } from './propagator';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
const propagator = new EdgePropagator({ 'webstore.country': ['DE', 'BR'] });
const extract = (carrier: Record<string, string>) =>
  propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);

describe('the edge propagator', () => {
  it('continues the trace of a fresh message', () => {
    const context = extract({ traceparent, [TRACE_AT_HEADER]: String(Date.now()) });
    expect(trace.getSpanContext(context)?.traceId).toBe(traceId);
    expect(staleParent(context)).toBeUndefined();
  });

  it('takes no other words of the caller than the ids, and none that are a card number', () => {
    const caller = extract({ traceparent, tracestate: 'card=4111111111111111' });
    expect(trace.getSpanContext(caller)).toMatchObject({ traceId, traceState: undefined });
    const padded = '00-00000000000000004111111111111111-b7ad6b7169203331-01';
    expect(trace.getSpanContext(extract({ traceparent: padded }))).toBeUndefined();
    const parent = `00-${traceId}-4111111111111111-01`;
    expect(trace.getSpanContext(extract({ traceparent: parent }))).toBeUndefined();
  });

  it('starts a new trace, linked to the old one, for a message older than five seconds', () => {
    const context = extract({ traceparent, [TRACE_AT_HEADER]: String(Date.now() - 5_001) });
    expect(trace.getSpanContext(context)).toBeUndefined();
    expect(staleParent(context)?.traceId).toBe(traceId);
  });

  it('starts a new trace for a replayed message however young it is', () => {
    const context = extract({
      traceparent,
      [REPLAYED_HEADER]: 'true',
      [TRACE_AT_HEADER]: String(Date.now()),
    });
    expect(staleParent(context)?.traceId).toBe(traceId);
  });

  it('drops baggage that is not allowed and calls an unknown value other', () => {
    const context = extract({ baggage: 'webstore.country=XX,email=a@b.example' });
    const entries = propagation.getBaggage(context)?.getAllEntries();
    expect(entries).toEqual([['webstore.country', { value: 'other' }]]);
  });

  it('keeps baggage that is allowed', () => {
    const context = extract({ baggage: 'webstore.country=BR' });
    expect(propagation.getBaggage(context)?.getEntry('webstore.country')?.value).toBe('BR');
  });

  it('lets nothing leave the walls', () => {
    const inside = extract({ traceparent, baggage: 'webstore.country=BR' });
    const sent: Record<string, string> = {};
    propagator.inject(markOutside(inside), sent, defaultTextMapSetter);
    expect(sent).toEqual({});
    propagator.inject(inside, sent, defaultTextMapSetter);
    expect(Object.keys(sent).sort()).toEqual(['baggage', 'traceparent']);
  });
});
