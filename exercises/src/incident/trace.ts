import type { Trace } from '@webstore/signals';
import type { Measured, Predicate, Round } from '../exercise.ts';
import { answeredTrace, orderRequestOf } from '../orders.ts';
import { badSpansOf, evidenceOf, wentWell } from './symptoms.ts';
import { claimsNothing, none } from './ground-truth.ts';

const lastEnd = ({ spans }: Trace) =>
  Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs));

export const showsIt: Predicate = {
  about: 'trace',
  holds:
    'The trace shows the failure. When nothing is broken, it shows a successful order of that time. When the telemetry broke, the answer is none.',
  async check(round): Promise<Measured> {
    if (round.answers['trace'] === none) return namesNone(round);
    const { truth } = round;
    const trace = await answeredTrace(round);
    const isLater = truth !== undefined && lastEnd(trace) >= truth.onset.getTime();
    const bad = badSpansOf(trace);
    return {
      ok: isLater && isAbout(trace, round),
      expected: claimsNothing(round)
        ? "a customer's order without a span that failed or took too long, of the time in which nothing broke"
        : 'a span that failed, was declined, took too long or repeats itself, since it began, of what broke or calling it',
      measured: `${claimsNothing(round) && !orderRequestOf(trace) ? "no customer's order; " : ''}${bad.length} of ${trace.spans.length} spans failed, took too long or repeat themselves${bad[0] ? `, such as "${bad[0].service} ${bad[0].name}"` : ''}; it ended at ${new Date(lastEnd(trace)).toISOString()}`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

function isAbout(trace: Trace, { truth, partAt }: Round): boolean {
  if (!truth?.fault) return wentWell(trace) && orderRequestOf(trace) !== undefined;
  // Lost spans cannot be found, and the spans that do arrive prove nothing.
  if (truth.fault.cause === 'telemetry') return false;
  return evidenceOf(trace, truth.fault, partAt).length > 0;
}

const namesNone = ({ truth }: Round): Measured => ({
  ok: truth?.fault?.cause === 'telemetry',
  expected: 'a trace, unless what broke is the telemetry itself',
  measured: 'you name none',
  query: '',
});
