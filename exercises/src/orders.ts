import type { Span, Trace } from '@webstore/signals';
import type { Measured, Predicate, Round } from './exercise.ts';

/** The request with which a customer placed an order. */
export function orderRequestOf({ spans }: Trace): Span | undefined {
  if (spans.some(({ attributes }) => attributes['webstore.synthetic'] === true)) return undefined;
  return spans.find(
    ({ service, kind, attributes }) =>
      service === 'checkout' &&
      kind === 'server' &&
      attributes['http.request.method'] === 'POST' &&
      attributes['http.route'] === '/orders' &&
      attributes['http.response.status_code'] === 201,
  );
}

/** The trace of the answer, or the feedback for an id without one. */
export async function answeredTrace({ traces, answers }: Round): Promise<Trace> {
  const trace = await traces.get(answers['trace']!);
  if (!trace)
    throw new Error(`no trace ${answers['trace']} is stored: it was not kept, or is younger than 15 seconds`);
  return trace;
}

/** The answer `trace` is an order that a customer placed since the exercise began. */
export const isAnOrderSinceTheStart: Predicate = {
  about: 'trace',
  holds: 'The trace is of an order that a customer placed since the exercise began.',
  async check(round): Promise<Measured> {
    const trace = await answeredTrace(round);
    const request = orderRequestOf(trace);
    const began = request && new Date(request.startMs);
    return {
      ok: began !== undefined && began >= round.startedAt,
      expected: `a span "checkout POST /orders" that was answered with 201 after ${round.startedAt.toISOString()}`,
      measured: began
        ? `one that began at ${began.toISOString()}`
        : `${trace.spans.length} spans, none of them a customer's order`,
      query: `./lab trace ${trace.id}`,
    };
  },
};
