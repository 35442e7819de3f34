import type { Span, Trace } from '@webstore/signals';
import type { Measured, Predicate } from '../exercise.ts';
import { answeredTrace, orderRequestOf } from '../orders.ts';
import { claimsNothing } from './truth.ts';

/** Why somebody kept a trace, other than by chance or for whose order it was. */
const bad = ['error', 'slow', 'declined'];

const isBad = ({ status, attributes }: Span) =>
  status === 'error' || bad.includes(String(attributes['webstore.keep']));

const lastEnd = ({ spans }: Trace) =>
  Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs));

export const showsIt: Predicate = {
  about: 'trace',
  holds: 'The trace shows the failure; when nothing is broken, an order that went well in that time.',
  async check(round): Promise<Measured> {
    const { truth } = round;
    const trace = await answeredTrace(round);
    const failed = trace.spans.filter(isBad);
    const isLater = truth !== undefined && lastEnd(trace) >= truth.onset.getTime();
    const about = truth?.fault
      ? touches(trace, failed, [truth.fault.component, truth.fault.where])
      : failed.length === 0 && orderRequestOf(trace) !== undefined;
    return {
      ok: isLater && about,
      expected: claimsNothing(round)
        ? 'an order without a span that failed or took too long, of the time in which nothing broke'
        : 'a span that failed, was declined or took too long, since it began, of or on the way to what broke',
      measured: `${failed.length} of ${trace.spans.length} spans failed or took too long${failed[0] ? `, such as "${failed[0].service} ${failed[0].name}"` : ''}; it ended at ${new Date(lastEnd(trace)).toISOString()}`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

/** What broke may have no spans of its own, or send none any more: then whoever waits for it has them. */
function touches({ spans }: Trace, failed: Span[], parts: string[]): boolean {
  if (failed.some(({ service }) => parts.includes(service))) return true;
  const callers = spans.filter(({ kind, status }) => kind === 'client' && status === 'error');
  if (callers.length > 0) return true;
  return failed.length > 0 && !spans.some(({ service }) => parts.includes(service));
}
