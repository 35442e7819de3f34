import {
  type Context,
  createContextKey,
  propagation,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { allowedBaggage, type BaggageRules } from './baggage';
import { carriesCard } from './redaction/cardless-ids';

/** Header with the time (epoch ms) until which a message's trace context is as old as the message itself. */
export const TRACE_AT_HEADER = 'webstore-trace-at';
/** Header that marks a message put through again from a dead-letter topic. */
export const REPLAYED_HEADER = 'webstore-replayed';
/** A context older than this is linked instead of continued, so that a backlog does not outlive the sampler's decision. */
export const STALE_AFTER_MS = 5_000;

const OUTSIDE = createContextKey('webstore.outside');
const STALE_PARENT = createContextKey('webstore.stale-parent');

/** The context that a stale message came with: the new trace's first span links to it. */
export function staleParent(context: Context): SpanContext | undefined {
  return context.getValue(STALE_PARENT) as SpanContext | undefined;
}

/** Marks calls to somebody outside our walls: neither trace context nor baggage leaves with them. */
export function markOutside(context: Context): Context {
  return context.setValue(OUTSIDE, true);
}

/** W3C trace context and baggage, with the shop's rules at each edge. */
export class EdgePropagator implements TextMapPropagator {
  private readonly w3c = new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  });

  constructor(private readonly rules: BaggageRules) {}

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    if (!context.getValue(OUTSIDE)) this.w3c.inject(context, carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    let extracted = this.w3c.extract(context, carrier, getter);
    const baggage = propagation.getBaggage(extracted);
    if (baggage) extracted = propagation.setBaggage(extracted, allowedBaggage(baggage, this.rules));
    const caller = trace.getSpanContext(extracted);
    if (!caller?.isRemote) return extracted;
    if (carriesCard(caller)) return trace.deleteSpan(extracted);
    // Without the tracestate: that is any text a caller likes, and nothing of ours reads it.
    const parent = { ...caller, traceState: undefined };
    if (!isStale(carrier, getter)) return trace.setSpanContext(extracted, parent);
    return trace.deleteSpan(extracted).setValue(STALE_PARENT, parent);
  }

  fields(): string[] {
    return this.w3c.fields();
  }
}

function isStale(carrier: unknown, getter: TextMapGetter): boolean {
  if (first(carrier, getter, REPLAYED_HEADER)) return true;
  const at = first(carrier, getter, TRACE_AT_HEADER);
  return at !== undefined && Date.now() - Number(at) > STALE_AFTER_MS;
}

function first(carrier: unknown, getter: TextMapGetter, key: string): string | undefined {
  const value = getter.get(carrier, key);
  return Array.isArray(value) ? value[0] : value;
}
