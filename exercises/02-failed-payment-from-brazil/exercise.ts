import { fill, queries, type Trace } from '@webstore/signals';
import type { Exercise, Predicate, Round } from '../src/exercise.ts';
import { answeredTrace } from '../src/orders.ts';
import { anyCountry, environment, secondsSince } from '../src/queries.ts';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const isWhereMostAreDeclined: Predicate = {
  about: 'country',
  holds: 'No other country has had a larger share of declined payments since the exercise began.',
  async check(round) {
    const window = secondsSince(round);
    const query = fill(queries.declineShare.text, { environment, country: anyCountry, window });
    const shares = (await round.metrics.instant(query, round.now)).filter(({ value }) => value >= 0);
    const ours = shares.find(({ labels }) => labels['country'] === round.answers['country']);
    const most = Math.max(...shares.map(({ value }) => value));
    return {
      ok: ours !== undefined && most > 0 && ours.value === most,
      expected: `the largest of ${shares.length} shares`,
      measured: ours
        ? `${percent(ours.value)}, and ${shares.filter(({ value }) => value > ours.value).length} countries have more`
        : `no payment of a country "${round.answers['country']}"`,
      query,
    };
  },
};

const declinedIn = ({ spans }: Trace) =>
  spans.find(
    ({ service, attributes }) =>
      service === 'payment' && attributes['webstore.payment.result'] === 'declined',
  );

const isADeclinedPayment: Predicate = {
  about: 'trace',
  holds: 'The trace shows a payment of that country that was declined since the exercise began.',
  needs: ['trace', 'country'],
  async check(round) {
    const trace = await answeredTrace(round);
    const span = declinedIn(trace);
    const country = span?.attributes['webstore.country'];
    return {
      ok:
        span !== undefined &&
        span.startMs >= round.startedAt.getTime() &&
        country === round.answers['country'],
      expected: `a span of payment with webstore.payment.result=declined and webstore.country=${round.answers['country']}`,
      measured: span
        ? `one with webstore.country=${String(country)}, at ${new Date(span.startMs).toISOString()}`
        : `${trace.spans.length} spans, none of them a declined payment`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

const isLedTo: Predicate = {
  about: 'trace',
  holds: 'An exemplar of the metric points to it.',
  needs: ['trace', 'country'],
  async check(round) {
    const { startedAt: from, now: to, answers } = round;
    const query = fill(queries.declines.text, { environment, country: answers['country']! });
    const exemplars = await round.metrics.exemplars(query, { from, to });
    const ids = [...new Set(exemplars.flatMap(({ traceId }) => traceId ?? []))];
    return {
      ok: ids.includes(answers['trace']!),
      expected: 'the trace id of one of its exemplars',
      measured: `it has ${ids.length} of other traces${ids.includes(answers['trace']!) ? ' or this one' : ''}`,
      query: `exemplars of ${query}`,
    };
  },
};

const isItsOrder: Predicate = {
  about: 'order',
  holds: 'The order is that of the trace.',
  needs: ['trace', 'order'],
  async check(round) {
    const trace = await answeredTrace(round);
    const orders = new Set(trace.spans.flatMap(({ attributes }) => attributes['webstore.order.id'] ?? []));
    return {
      ok: orders.has(round.answers['order']!),
      expected: 'the attribute webstore.order.id of its spans',
      measured: `${orders.size} order ids in the trace, ${orders.has(round.answers['order']!) ? 'this' : 'none of them this'} one`,
      query: `./lab trace ${trace.id}`,
    };
  },
};

const isWhatTheBankSaid: Predicate = {
  about: 'reason',
  holds: 'The log line that payment wrote in this trace names that reason.',
  needs: ['trace', 'reason'],
  async check(round) {
    const reasons = await reasonsIn(round);
    return {
      ok: reasons.includes(round.answers['reason']!),
      expected: 'the field "reason" of the line "payment declined"',
      measured: `${reasons.length} such lines in the trace, ${reasons.includes(round.answers['reason']!) ? 'with' : 'none with'} reason "${round.answers['reason']}"`,
      query: fill(queries.linesOfTrace.text, { traceId: round.answers['trace']! }),
    };
  },
};

async function reasonsIn(round: Round): Promise<string[]> {
  const { startedAt: from, now: to, logs, answers } = round;
  const lines = await logs.ofTrace(answers['trace']!, { from, to }, 'payment');
  return lines.flatMap(({ line, metadata }) =>
    line === 'payment declined' ? (metadata['reason'] ?? []) : [],
  );
}

export const exercise: Exercise = {
  customers: { scenario: 'countries', users: 8 },
  questions: [
    {
      name: 'country',
      ask: 'In which country are most payments declined, by share?',
      looksLike: 'two letters, as in DE',
    },
    {
      name: 'trace',
      ask: 'The trace id of one recent declined payment from that country.',
      looksLike: '32 hex digits',
    },
    { name: 'order', ask: 'Which order was it?', looksLike: 'a UUID' },
    {
      name: 'reason',
      ask: 'Which reason did the bank return?',
      looksLike: 'a word or two, with underscores',
    },
  ],
  hints: [
    'A counter with a label for the country has the declined payments. A counter can have exemplars. Only the logs have the reason of the bank.',
    'The share is the rate of declined payments divided by the rate of all payments, by country. Then the exemplars of the series of that country; then the lines with the trace id.',
    './lab trace --exemplar \'webstore_payments_total{country="…",result="declined"}\' shows the trace, its order, and below payment\'s spans the warn line with its fields.',
  ],
  predicates: [isWhereMostAreDeclined, isADeclinedPayment, isLedTo, isItsOrder, isWhatTheBankSaid],
  shortestWay: [
    'sum by (country) (rate(webstore_payments_total{result="declined"}[5m])) / sum by (country) (rate(webstore_payments_total[5m])), in Prometheus: the largest value is that of the country.',
    './lab trace --exemplar \'webstore_payments_total{country="BR",result="declined"}\'',
    'Its heading has the order; below payment\'s spans, "payment declined" has the reason. No span failed: a decline is a valid answer, not an error of the shop.',
  ],
};
