import type { Span, Trace } from '@webstore/signals';
import type { Round, GroundTruth } from '../exercise.ts';
import { orderRequestOf } from '../orders.ts';

type Fault = NonNullable<GroundTruth['fault']>;

/** The services' own threshold for a slow span (`SLOW_MS` of libs/telemetry). */
const slowMs = 1_000;
/** Repetitions within one request that a healthy shop never reaches; a message is sent once. */
const tooOften = ({ kind }: Span) => (kind === 'producer' ? 2 : 10);

const wasDeclined = ({ attributes }: Span) => attributes['webstore.keep'] === 'declined';

/**
 * Spans that failed, took too long, or repeat one operation. The trace's keep reason proves less: it
 * propagates to later services.
 */
export function badSpansOf({ spans }: Trace): Span[] {
  const calls = Map.groupBy(spans, ({ parentId, name }) => `${parentId} ${name}`);
  const repeats = [...calls.values()].filter((same) => same.length >= tooOften(same[0]!)).flat();
  return spans.filter(
    (span) => span.status === 'error' || span.durationMs >= slowMs || repeats.includes(span),
  );
}

/** Whether no span failed, waited or was declined. */
export const wentWell = (trace: Trace): boolean =>
  badSpansOf(trace).length === 0 && !trace.spans.some(wasDeclined);

/** The spans that show the fault: bad spans that involve the faulty component. */
export function evidenceOf(trace: Trace, fault: Fault, partAt: Round['partAt']): Span[] {
  const bad = badSpansOf(trace);
  // Payments are declined in good times as well, so a decline is no evidence of another fault.
  if (fault.component === 'acquirer' && fault.cause === 'error')
    bad.push(...trace.spans.filter((span) => span.service === fault.where && wasDeclined(span)));
  const found = bad.filter((span) => touches(span, fault, partAt));
  const evidence = found.length > 0 ? found : whatNeverArrived(trace, fault);
  const { country } = fault;
  return country ? evidence.filter(({ attributes }) => attributes['webstore.country'] === country) : evidence;
}

/** A call is evidence about the component that it calls, and about no other. */
function touches(span: Span, { component, where }: Fault, partAt: Round['partAt']): boolean {
  if (span.service === component) return true;
  const isCall = span.kind === 'client' || span.kind === 'producer';
  if (!isCall) return span.service === where;
  const { attributes } = span;
  return (
    attributes['messaging.system'] === component || partAt(Number(attributes['server.port'])) === component
  );
}

/** Services do not call a consumer, so its outage shows as an accepted order without a span of the consumer. */
function whatNeverArrived(trace: Trace, { component, cause }: Fault): Span[] {
  const hasNoCallers = component === 'payment' && ['outage', 'configuration'].includes(cause);
  const order = hasNoCallers && !trace.spans.some(({ service }) => service === component);
  return order ? [orderRequestOf(trace) ?? []].flat() : [];
}
