import type { Span, Trace } from '@webstore/signals';
import type { Round, GroundTruth } from '../exercise.ts';
import { orderRequestOf } from '../orders.ts';

type Fault = NonNullable<GroundTruth['fault']>;

/** As the services call it slow (`SLOW_MS` of libs/telemetry). */
const slowMs = 1_000;
/** So often nobody in a healthy shop does the same within one request; a message is sent once. */
const tooOften = ({ kind }: Span) => (kind === 'producer' ? 2 : 10);

const wasDeclined = ({ attributes }: Span) => attributes['webstore.keep'] === 'declined';

/** Spans that failed, took too long, or do one thing over and over. The reason to keep a trace says less: it travels on to whoever comes later. */
export function badSpansOf({ spans }: Trace): Span[] {
  const calls = Map.groupBy(spans, ({ parentId, name }) => `${parentId} ${name}`);
  const repeats = [...calls.values()].filter((same) => same.length >= tooOften(same[0]!)).flat();
  return spans.filter(
    (span) => span.status === 'error' || span.durationMs >= slowMs || repeats.includes(span),
  );
}

/** Whether nothing in it failed, waited or was refused. */
export const wentWell = (trace: Trace): boolean =>
  badSpansOf(trace).length === 0 && !trace.spans.some(wasDeclined);

/** The spans by which a trace shows the fault: what is bad, and has to do with what broke. */
export function evidenceOf(trace: Trace, fault: Fault, partAt: Round['partAt']): Span[] {
  const bad = badSpansOf(trace);
  // One that is declined is so in good times as well, and says nothing of any other fault.
  if (fault.component === 'acquirer' && fault.cause === 'error')
    bad.push(...trace.spans.filter((span) => span.service === fault.where && wasDeclined(span)));
  const found = bad.filter((span) => touches(span, fault, partAt));
  const evidence = found.length > 0 ? found : whatNeverArrived(trace, fault);
  const { country } = fault;
  return country ? evidence.filter(({ attributes }) => attributes['webstore.country'] === country) : evidence;
}

/** A call is about whom it leads to; anybody else's says nothing of what broke. */
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
  const isCalledByNobody = component === 'payment' && ['outage', 'configuration'].includes(cause);
  const order = isCalledByNobody && !trace.spans.some(({ service }) => service === component);
  return order ? [orderRequestOf(trace) ?? []].flat() : [];
}
