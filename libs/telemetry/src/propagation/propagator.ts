import {
  type Context,
  createContextKey,
  defaultTextMapGetter,
  propagation,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { allowedBaggage, baggageFilter, type BaggageFilter, type BaggageRules } from './baggage';
import { inKeptShare } from '../sampling/keep';
import { isKeepReason, type KeepReason } from '../sampling/keep-reason';
import { getKeepReason } from '../sampling/live-traces';
import { isSynthetic, markSynthetic } from './synthetic';
import { carriesCard } from '../redaction/cardless-ids';
import { SmallContext } from './small-context';

/** Header with the start time of a trace (epoch ms). */
export const TRACE_AT_HEADER = 'webstore-trace-at';
/** Header with the time (epoch ms) until which a message's trace context is as old as the message itself. */
export const MESSAGE_AT_HEADER = 'webstore-message-at';
/** Header that marks a message replayed from a dead-letter topic. */
export const REPLAYED_HEADER = 'webstore-replayed';
/** Header with the keep reason of a trace. From a caller it is only a request, see `Trust`. */
export const KEEP_HEADER = 'webstore-keep';
/** Header that marks work for the synthetic customer. */
export const SYNTHETIC_HEADER = 'webstore-synthetic';
/** A message older than this (ms) starts a new trace, linked to its own: the sampler may already have decided on the old one. */
export const STALE_AFTER_MS = 5_000;
/**
 * A younger message also starts a new trace if its trace is older than this (ms) and has no keep reason yet: a later reason
 * might reach the collector after its decision (`decision_wait` in jaeger.yaml, 10 s).
 */
export const UNDECIDED_FOR_MS = 7_000;

/**
 * Getter for carriers that this system wrote. With it (or with a Kafka consumer's getter) our own headers are trusted. HTTP
 * servers use the default getter, whose carriers come from a caller and are not trusted.
 */
export const trustedGetter: TextMapGetter = { ...defaultTextMapGetter };

const OUTSIDE = createContextKey('webstore.outside');
const STALE_PARENT = createContextKey('webstore.stale-parent');
const TRACE_AT = createContextKey('webstore.trace-at');
const REASON = createContextKey('webstore.keep');

/** The original span context of a stale message, to which the first span of the new trace links. */
export function staleParent(context: Context): SpanContext | undefined {
  return context.getValue(STALE_PARENT) as SpanContext | undefined;
}

/** The keep reason that a message carried. */
export function travelledReason(context: Context): KeepReason | undefined {
  return context.getValue(REASON) as KeepReason | undefined;
}

/** Marks the context of calls to external services, which get neither trace context nor baggage. */
export function suppressPropagation(context: Context): Context {
  return context.setValue(OUTSIDE, true);
}

/** Propagates W3C trace context and baggage, with the shop's rules for incoming and outgoing calls. */
export class EdgePropagator implements TextMapPropagator {
  private readonly w3c = new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  });

  private readonly filter: BaggageFilter;

  constructor(rules: BaggageRules) {
    this.filter = baggageFilter(rules);
  }

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    if (context.getValue(OUTSIDE)) return;
    this.w3c.inject(context, carrier, setter);
    setter.set(carrier, TRACE_AT_HEADER, String(context.getValue(TRACE_AT) ?? Date.now()));
    const traceId = trace.getSpanContext(context)?.traceId;
    const reason = (traceId && getKeepReason(traceId)) ?? travelledReason(context);
    // Every service computes the kept share itself.
    if (reason && reason !== 'share') setter.set(carrier, KEEP_HEADER, reason);
    if (isSynthetic(context)) setter.set(carrier, SYNTHETIC_HEADER, 'true');
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    let extracted = this.w3c.extract(SmallContext.from(context), carrier, getter);
    const baggage = propagation.getBaggage(extracted);
    if (baggage) extracted = propagation.setBaggage(extracted, allowedBaggage(baggage, this.filter));
    const caller = trace.getSpanContext(extracted);
    if (caller?.isRemote) {
      // Drops the tracestate: it is free text of the caller, and we do not use it.
      extracted = carriesCard(caller)
        ? trace.deleteSpan(extracted)
        : trace.setSpanContext(extracted, { ...caller, traceState: undefined });
    }
    const read = (header: string) => first(carrier, getter, header);
    return getter === defaultTextMapGetter ? began(extracted, Date.now()) : fromInside(extracted, read);
  }

  fields(): string[] {
    return this.w3c.fields();
  }
}

function fromInside(extracted: Context, read: (header: string) => string | undefined): Context {
  let context = extracted;
  const reason = read(KEEP_HEADER);
  if (isKeepReason(reason)) context = context.setValue(REASON, reason);
  if (read(SYNTHETIC_HEADER) === 'true') context = markSynthetic(context);
  const parent = trace.getSpanContext(context);
  const kept = isKeepReason(reason) || (parent !== undefined && inKeptShare(parent.traceId));
  const traceAt = read(TRACE_AT_HEADER);
  const beganAt = Number(traceAt ?? NaN);
  const stale =
    read(REPLAYED_HEADER) !== undefined ||
    isOlder(read(MESSAGE_AT_HEADER), STALE_AFTER_MS) ||
    (!kept && isOlder(traceAt, UNDECIDED_FOR_MS));
  if (!stale) return began(context, Number.isFinite(beganAt) ? beganAt : Date.now());
  const fresh = began(trace.deleteSpan(context), Date.now());
  return parent ? fresh.setValue(STALE_PARENT, parent) : fresh;
}

const isOlder = (at: string | undefined, ms: number) => at !== undefined && !(Date.now() - Number(at) <= ms);
const began = (context: Context, at: number) => context.setValue(TRACE_AT, at);

function first(carrier: unknown, getter: TextMapGetter, key: string): string | undefined {
  const value: unknown = getter.get(carrier, key);
  const one: unknown = Array.isArray(value) ? value[0] : value;
  // A store can hold any JSON. Ignores values that are not strings, because a conversion could throw.
  return typeof one === 'string' ? one : undefined;
}
