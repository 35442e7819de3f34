import { topics } from '@webstore/contracts';
import {
  kafkaHopsOf,
  fill,
  type Logs,
  type Metrics,
  parentOf,
  queries,
  servicesOf,
  type Trace,
  type Traces,
} from '@webstore/signals';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { mayABrowserSend } from './browser.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { storesOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import type { ProvenOrder } from './proven-order.ts';

/** One condition for an order. `check` returns the evidence, or throws what is missing. */
export interface Hop {
  name: string;
  /** Where to look when it fails. */
  lookAt: string;
  check(order: ProvenOrder): Promise<string>;
}

/** The name of the hop that all others need. */
export const firstHop = { name: 'order completed', lookAt: './lab status, then ./lab logs checkout' };

/** The hops after the order itself, in display order. */
export function hopsOf(lab: Lab): Hop[] {
  const { traces, logs, metrics } = storesOf(lab);
  const query = fill(queries.ordersTaken.text, { environment: lab.environment });
  return [
    sentByABrowser(lab),
    spansAllServices(traces),
    crossesHttp(traces, 'checkout', ['cart', 'catalog']),
    crossesKafka(traces, 'order-placed', topics.orderPlaced, 'checkout', ['payment']),
    crossesKafka(traces, 'payment settled', topics.paymentSettled, 'payment', ['checkout']),
    crossesKafka(traces, 'order-completed', topics.orderCompleted, 'checkout', ['cart', 'catalog']),
    ...services.map((service) => logOf(logs, service)),
    baggageArrives(traces, logs),
    metricWithExemplar(metrics, query),
    exemplarResolves(metrics, query, traces),
  ];
}

function sentByABrowser(lab: Lab): Hop {
  return {
    name: 'a browser may send it',
    lookAt: 'CORS_ORIGINS, and libs/http/src/browsers/cors.ts',
    check: () => mayABrowserSend(lab),
  };
}

function spansAllServices(traces: Traces): Hop {
  return {
    name: 'trace spans all four services',
    lookAt: './lab logs jaeger (in containers tempo and alloy), then the log of the service that is missing',
    async check({ traceId }) {
      const trace = await traceFrom(traces, traceId);
      const found = servicesOf(trace);
      const missing = services.filter((service) => !found.includes(service));
      if (missing.length > 0) throw new Error(`trace ${traceId} has no span of ${missing.join(', ')}`);
      return `${trace.spans.length} spans of ${found.join(', ')}`;
    },
  };
}

function crossesHttp(traces: Traces, from: string, to: string[]): Hop {
  return {
    name: 'trace crosses HTTP',
    lookAt: `the header traceparent of ${from}'s requests, then ./lab logs ${to[0]}`,
    async check({ traceId }) {
      const trace = await traceFrom(traces, traceId);
      const asked = trace.spans.filter((span) => parentOf(trace, span)?.service === from);
      const missing = to.filter(
        (name) => !asked.some(({ kind, service }) => kind === 'server' && service === name),
      );
      if (missing.length === 0) return `${from} → ${to.join(' and ')}`;
      throw new Error(`no request that ${missing.join(' and ')} answered is a child of a span of ${from}`);
    },
  };
}

function crossesKafka(traces: Traces, what: string, topic: string, from: string, to: string[]): Hop {
  return {
    name: `trace crosses Kafka: ${what}`,
    lookAt: `./lab logs ${to[0]}, and ./lab dlq list for messages it gave up on`,
    async check({ traceId }) {
      const hops = kafkaHopsOf(await traceFrom(traces, traceId)).filter((hop) => hop.topic === topic);
      const missing = to.filter((service) => !hops.some((hop) => hop.from === from && hop.to === service));
      if (missing.length === 0) return `${from} → ${to.join(' and ')}`;
      throw new Error(
        `no "process ${topic}" of ${missing.join(', ')} is a child of ${from}'s "send ${topic}"`,
      );
    },
  };
}

function logOf(logs: Logs, service: string): Hop {
  return {
    name: `log of ${service}`,
    lookAt: `./lab status, then ./lab logs loki and ./lab logs ${service}`,
    async check({ traceId, placedAt }) {
      const lines = await logs.ofTrace(traceId, { from: placedAt, to: new Date() }, service);
      if (lines.length === 0) throw new Error(`Loki has no line of ${service} with trace ${traceId}`);
      return `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, "${lines[0]!.line}"`;
    },
  };
}

function baggageArrives(traces: Traces, logs: Logs): Hop {
  return {
    name: "baggage on payment's spans and log lines",
    lookAt: 'the header baggage of checkout.order-placed.v1, then ./lab logs payment',
    async check({ order, traceId, placedAt }) {
      const { country, segment } = order;
      const spans = (await traceFrom(traces, traceId)).spans.filter(({ service }) => service === 'payment');
      const bare = spans.filter(
        ({ attributes: { 'webstore.country': where, 'webstore.customer.segment': who } }) =>
          where !== country || who !== segment,
      );
      if (bare.length > 0 || spans.length === 0) {
        throw new Error(`${bare.length} of ${spans.length} spans of payment lack ${country} or ${segment}`);
      }
      const lines = await logs.ofTrace(traceId, { from: placedAt, to: new Date() }, 'payment');
      const silent = lines.filter(({ metadata }) => metadata['webstore_country'] !== country);
      if (silent.length > 0 || lines.length === 0) {
        throw new Error(`${silent.length} of ${lines.length} lines of payment lack ${country}`);
      }
      return `${country}, ${segment} on ${spans.length} spans and ${lines.length} lines`;
    },
  };
}

function metricWithExemplar(metrics: Metrics, query: string): Hop {
  return {
    name: 'request metric with an exemplar',
    lookAt: './lab logs prometheus, and /metrics of checkout',
    async check(order) {
      const { traceId } = await exemplarSince(metrics, query, order);
      return traceId === order.traceId ? 'it is this order' : 'it is an order placed just after';
    },
  };
}

function exemplarResolves(metrics: Metrics, query: string, traces: Traces): Hop {
  return {
    name: "exemplar's trace exists",
    lookAt: './lab logs jaeger; an exemplar may only be recorded for a trace that is kept',
    async check(order) {
      const { traceId } = await exemplarSince(metrics, query, order);
      return `trace ${(await traceFrom(traces, traceId)).id}`;
    },
  };
}

/** The first exemplar of an order that is not older than ours: each scrape returns only the newest one. */
async function exemplarSince(
  metrics: Metrics,
  query: string,
  { placedAt }: ProvenOrder,
): Promise<{ traceId: string }> {
  const exemplars = await metrics.exemplars(query, { from: placedAt, to: new Date() });
  const traceId = exemplars.find((one) => one.at >= placedAt && one.traceId)?.traceId;
  if (traceId === undefined) throw new Error(`there is no exemplar since the order for ${query}`);
  return { traceId };
}

async function traceFrom(traces: Traces, traceId: string): Promise<Trace> {
  const trace = await traces.get(traceId);
  if (!trace) throw new Error(`there is no trace ${traceId} in the store`);
  return trace;
}
