import { selfTimeMs, type Span, type Trace } from '@webstore/signals';
import type { Exercise, Predicate } from '../src/exercise.ts';
import { answeredTrace, isAnOrderSinceTheStart } from '../src/orders.ts';

const nameOf = ({ service, name }: Span) => `${service} ${name}`;

/** The waterfall appends the called component to a span name; the answer matches with or without it. */
const isNamed = (span: Span, answer: string) => `${answer} `.startsWith(`${nameOf(span)} `);

function byOwnTime(trace: Trace): { span: Span; ownMs: number }[] {
  return trace.spans
    .map((span) => ({ span, ownMs: selfTimeMs(trace, span) }))
    .sort((a, b) => b.ownMs - a.ownMs);
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

const isWhole: Predicate = {
  about: 'trace',
  holds: 'The trace includes payment, so it has the whole order.',
  async check(round) {
    const trace = await answeredTrace(round);
    const services = [...new Set(trace.spans.map(({ service }) => service))];
    return {
      ok: services.includes('payment'),
      expected: 'spans of checkout and of payment',
      measured: `spans of ${services.join(', ')}`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

const hasMostOwnTime: Predicate = {
  about: 'span',
  holds: 'No other span of this trace has a longer self time.',
  needs: ['trace', 'span'],
  async check(round) {
    const trace = await answeredTrace(round);
    const all = byOwnTime(trace);
    const place = all.findIndex(({ span }) => isNamed(span, round.answers['span']!));
    const found = all[place];
    return {
      ok: place === 0,
      expected: `the first of ${all.length} spans, sorted by self time`,
      measured: found
        ? `it is number ${place + 1}: ${ms(found.span.durationMs)} long, ${ms(found.ownMs)} of them its own`
        : `no span "${round.answers['span']}" is in the trace; such as "${nameOf(all.at(-1)!.span)}" are`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

const isAsLong: Predicate = {
  about: 'own',
  holds: 'The self time is correct.',
  needs: ['trace', 'span', 'own'],
  async check(round) {
    const trace = await answeredTrace(round);
    const found = byOwnTime(trace).find(({ span }) => isNamed(span, round.answers['span']!));
    const answered = Number.parseFloat(round.answers['own']!);
    return {
      ok: found !== undefined && Math.abs(answered - found.ownMs) <= Math.max(2, 0.1 * found.ownMs),
      expected: 'the self time of the span that you named, give or take a tenth',
      measured: found
        ? `${ms(found.ownMs)} of its ${ms(found.span.durationMs)}; you say ${ms(answered)}`
        : 'no such span',
      query: `./lab trace ${trace.id}`,
    };
  },
};

export const exercise: Exercise = {
  customers: { scenario: 'checkout', users: 3 },
  questions: [
    { name: 'trace', ask: 'Which order did you look at? Its trace id.', looksLike: '32 hex digits' },
    {
      name: 'span',
      ask: 'Which of its spans has the longest self time?',
      looksLike: 'service and name, as in "cart GET /carts/:id"',
    },
    { name: 'own', ask: 'How long is its self time, in milliseconds?', looksLike: '12.5' },
  ],
  hints: [
    'A metric shows how long requests take, not why. A trace shows one order step by step.',
    'Take the newest order. Subtract the time of its children from the time of a span. The time of a span without children is all self time.',
    './lab trace --last-order --no-logs: the lines below "The critical path took" are self times; a wait in the outbox is no span. The waterfall names the service of each span.',
  ],
  predicates: [isAnOrderSinceTheStart, isWhole, hasMostOwnTime, isAsLong],
  shortestWay: [
    './lab trace --last-order --no-logs',
    'Below "The critical path took", the first line that is no wait in the outbox or on the broker names the service, the span and its time. The bank is an external system without spans: only the duration of its answers is visible.',
  ],
};
