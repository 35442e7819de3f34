import type { Exercise } from '../src/exercise.ts';
import { ordersHaveTraces } from '../src/incident/completeness.ts';
import { isTheCause, isTheComponent, isTheOnset } from '../src/incident/diagnosis.ts';
import {
  customersStillCome,
  isRestored,
  objectivesAreKept,
  telemetryIsWhole,
} from '../src/incident/mitigation.ts';
import { isEvidence } from '../src/incident/query.ts';
import { showsIt } from '../src/incident/trace.ts';

export const exercise: Exercise = {
  isIncident: true,
  customers: { scenario: 'countries', users: 8 },
  questions: [
    { name: 'component', ask: 'Which component broke?', looksLike: 'its name in ./lab status, or none' },
    {
      name: 'cause',
      ask: 'In which way?',
      looksLike:
        'outage, slow-dependency, error, resource-exhaustion, configuration, bad-release, data, load, telemetry, or none',
    },
    { name: 'onset', ask: 'Since when, in UTC, give or take a minute?', looksLike: '14:05:30, or none' },
    {
      name: 'trace',
      ask: 'A trace that shows the failure. When nothing is broken: a trace of a successful order since then. When the telemetry broke: none.',
      looksLike: '32 hex digits, or none',
    },
    {
      name: 'query',
      ask: 'A query whose result differs before and after the incident. When nothing is broken: one that shows that nothing changed.',
      looksLike: 'PromQL, in single quotes',
    },
  ],
  hints: [
    'Begin with the symptoms of customers: ./lab slo, and the objectives of ./lab exercise watch. Then find which services answer (up), fail or are slower, and for which customers: split by service, then by country.',
    'A share of failures is sum(rate(…{status=~"5.."}[20s])) / sum(rate(…[20s])), by service or route; a time is histogram_quantile(0.95, sum by (le, country) (rate(…_bucket[20s]))). Look at both over the last five minutes: where does the line break?',
    './lab trace --errors, ./lab trace --slowest, and ./lab trace --exemplar with the series that moved: the last span of the chain that failed or waited calls the part that broke. Its log lines are below it.',
  ],
  predicates: [
    isTheComponent,
    isTheCause,
    isTheOnset,
    showsIt,
    isEvidence,
    isRestored,
    objectivesAreKept,
    customersStillCome,
    telemetryIsWhole,
    ordersHaveTraces,
  ],
  shortestWay: [
    'max by (service) (up{job="services"}): is a service down?',
    'sum by (service) (rate(webstore_http_requests_total{status=~"5.."}[20s])): which service fails? Follow one failure: ./lab trace --errors',
    'histogram_quantile(0.95, sum by (le, country) (rate(webstore_payment_duration_seconds_bucket[20s]))), and the share that is declined, by country: only some countries may be affected.',
    'Does a service repeat work, or fail without an error in its answer? webstore_kafka_messages_total{result="duplicate"}, and log lines of warn and error against answers of 5xx.',
    'Is the telemetry complete? webstore_spans_created_total against traces_span_metrics_calls_total by service, webstore_spans_dropped_total, webstore_kafka_traceless_messages_total, traces kept, log lines for each span.',
    'Is the telemetry correct, and cheap enough? Compare a quantile with the mean of the same histogram; look at scrape_samples_scraped.',
    './lab mitigate: restart a component that is down, roll back the last rollout, flush locks that no session releases. Use the standby bank (config payment bank=standby) when the bank fails. Then check whether it helped.',
  ],
};
