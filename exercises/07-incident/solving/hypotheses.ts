import { fill, queries, type QueryName, type Sample } from '@webstore/signals';
import type { Detector } from './anomaly.ts';
import {
  callsTo,
  callsToStore,
  declinedCharges,
  ordersWithout,
  repeatsOf,
  sentAgainBy,
  slowCharges,
  type TraceCriteria,
  workOf,
} from './traces.ts';

/** A mitigation, as a learner types it after `./lab mitigate`, and the cause that it fixes. */
export interface Remedy {
  cause: string;
  fix: string[];
}

export interface Meaning {
  component: string;
  /** Applies the first mitigation that is not refused. */
  remedies: Remedy[];
  /** Undefined: missing telemetry leaves no trace to search for. */
  shownBy?: TraceCriteria;
}

/** A possible fault: the query for it, and the meaning of a series that has left its baseline. */
export interface Hypothesis extends Detector {
  /** @param ports the port of each service */
  means(labels: Sample['labels'], ports: Map<string, string>): Meaning | undefined;
}

const environment = 'local';
const anyCountry = '..';
export const queryText = (name: QueryName, window = '20s'): string => {
  const query = queries[name];
  if (query.language !== 'promql') throw new TypeError(`${name} measures nothing`);
  return fill(query.text, { environment, window, country: anyCountry });
};

const rolledBack = (cause: string, part: string): Remedy => ({ cause, fix: ['rollback', part] });
const restarted = (part: string): Remedy => ({ cause: 'outage', fix: ['restart', part] });
/** There is only one bank, so its anomalies are its own fault; the remedy is the standby bank. */
const standby = ['config', 'payment', 'bank=standby'];

const serviceIsDown: Hypothesis = {
  query: queryText('servicesUp'),
  direction: 'below',
  atLeast: 0.5,
  means: ({ service = '' }, ports) => ({
    component: service,
    // A service that does not come back has a configuration that crashes it.
    remedies: [restarted(service), rolledBack('configuration', service)],
    shownBy: service === 'payment' ? ordersWithout(service) : callsTo(ports.get(service) ?? ''),
  }),
};

const storeIsDown: Hypothesis = {
  query: queryText('storesUp'),
  direction: 'below',
  atLeast: 0.5,
  means: ({ part = '' }) => ({
    component: part,
    remedies: [restarted(part)],
    shownBy: callsToStore(part === 'postgres' ? 'postgresql' : part),
  }),
};

const tableIsLocked: Hypothesis = {
  query: queryText('tableLocks'),
  direction: 'above',
  atLeast: 1,
  means: () => ({
    component: 'postgres',
    remedies: [{ cause: 'resource-exhaustion', fix: ['flush', 'postgres'] }],
    shownBy: callsToStore('postgresql'),
  }),
};

/** A release makes the service work badly, and its own spans show it. */
const worksBadly = (cause: string, look: Detector): Hypothesis => ({
  ...look,
  means: ({ service = '' }) => ({
    component: service,
    remedies: [rolledBack(cause, service)],
    shownBy: workOf(service),
  }),
});

/** The bank answers as fast as ever, but payment retries again and again. */
const givesUpTooSoon = worksBadly('configuration', {
  query: queryText('retries'),
  direction: 'above',
  atLeast: 10,
});

const asksTooOften: Hypothesis = {
  query: queryText('queriesPerRequest'),
  direction: 'above',
  atLeast: 2,
  means: ({ service = '' }) =>
    service === 'catalog'
      ? {
          component: service,
          remedies: [{ cause: 'bad-release', fix: ['config', service, 'stockLookup=together'] }],
          shownBy: repeatsOf(service),
        }
      : undefined,
};

const isDeclined: Hypothesis = {
  query: queryText('declineShare', '40s'),
  direction: 'above',
  atLeast: 0.3,
  means: ({ country }) => ({
    component: 'acquirer',
    remedies: [{ cause: 'error', fix: standby }],
    shownBy: declinedCharges(country),
  }),
};

const bankIsSlow: Hypothesis = {
  query: queryText('paymentTime'),
  direction: 'above',
  atLeast: 0.5,
  means: ({ country }) => ({
    component: 'acquirer',
    remedies: [{ cause: 'slow-dependency', fix: standby }],
    shownBy: slowCharges(country),
  }),
};

/** The sender of a service's messages: checkout sends to all services, and receives from payment alone. */
const senderTo = (service: string | undefined) => (service === 'checkout' ? 'payment' : 'checkout');

/** The consumer has already processed the message, so the sender is at fault. */
const saysItAgain: Hypothesis = {
  query: queryText('duplicateRate'),
  direction: 'above',
  atLeast: 1,
  means: ({ service }) => ({
    component: senderTo(service),
    remedies: [rolledBack('configuration', senderTo(service))],
    shownBy: sentAgainBy(senderTo(service)),
  }),
};

/** The service fails and logs it, but returns success. */
const hidesFailures = worksBadly('bad-release', {
  query: queryText('troublesUntold'),
  direction: 'above',
  atLeast: 1,
});

const cutsTraces: Hypothesis = {
  query: queryText('tracelessShare'),
  direction: 'above',
  atLeast: 0.5,
  means: ({ service }) => ({
    component: senderTo(service),
    remedies: [rolledBack('telemetry', senderTo(service))],
  }),
};

const samplerDrops: Hypothesis = {
  query: queryText('tracesKeptShare'),
  direction: 'below',
  atLeast: 0.15,
  means: () => ({ component: 'jaeger', remedies: [rolledBack('telemetry', 'jaeger')] }),
};

/** A service's telemetry is wrong, excessive or incomplete; no trace can show that. */
const saysWrong = (look: Detector): Hypothesis => ({
  ...look,
  means: ({ service = '' }) => ({ component: service, remedies: [rolledBack('telemetry', service)] }),
});

/** Ordered from root cause to symptom; missing telemetry comes last, because an outage also hides telemetry. */
export const hypotheses: Hypothesis[] = [
  serviceIsDown,
  storeIsDown,
  tableIsLocked,
  // A series that begins with its first request has no rate, so metrics based on it are wrong as well.
  saysWrong({ query: queryText('samplesScraped'), direction: 'above', atLeast: 1_000 }),
  givesUpTooSoon,
  asksTooOften,
  isDeclined,
  bankIsSlow,
  saysItAgain,
  hidesFailures,
  cutsTraces,
  // With correct buckets, the 95th percentile is never twenty times the mean.
  saysWrong({ query: queryText('timeAgainstMean'), direction: 'above', atLeast: 20 }),
  saysWrong({ query: queryText('spansLostByService'), direction: 'above', atLeast: 0.5 }),
  saysWrong({ query: queryText('spansArrivedShare'), direction: 'below', atLeast: 0.5 }),
  samplerDrops,
  saysWrong({ query: queryText('linesPerSpan'), direction: 'below', atLeast: 0.08 }),
];
