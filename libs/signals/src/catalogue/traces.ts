import { inCompose, promql, type Query } from '../query';

export const traces = {
  tracesOfOrder: {
    language: 'traces',
    meaning: 'Which traces does an order have? More than one when a message was late or replayed.',
    unit: 'traces',
    runs: 'both',
    jaeger: { service: 'checkout', attributes: { 'webstore.order.id': '$orderId' } },
    traceql: '{ span.webstore.order.id = "$orderId" }',
  },
  tracesDeclined: {
    language: 'traces',
    meaning: 'Which payments did the bank decline?',
    unit: 'traces',
    runs: 'both',
    jaeger: { service: 'payment', attributes: { 'webstore.keep': 'declined' } },
    traceql: '{ resource.service.name = "payment" && span.webstore.keep = "declined" }',
  },
  tracesOfVips: {
    language: 'traces',
    meaning: 'What did orders of VIPs go through?',
    unit: 'traces',
    runs: 'both',
    jaeger: { service: 'checkout', attributes: { 'webstore.keep': 'vip' } },
    traceql: '{ resource.service.name = "checkout" && span.webstore.keep = "vip" }',
  },
  oneTrace: {
    language: 'trace',
    meaning: 'What happened in one trace?',
    unit: 'traces',
    runs: 'both',
    text: '$traceId',
  },
  serviceGraph: inCompose({
    language: 'service-graph',
    meaning: 'Who calls whom, how often, and how much of it fails?',
    unit: 'requests per second',
    runs: 'compose',
    text: '{}',
  }),
  // The request histogram has no segment label, but spans have the attribute.
  orderTimeBySegment: inCompose({
    language: 'trace-metrics',
    meaning:
      'How long do customers of each segment wait for the answer to an order, as far as traces are kept?',
    unit: 'seconds',
    runs: 'compose',
    traceql:
      '{ resource.service.name = "checkout" && name = "POST /orders" } | quantile_over_time(duration, 0.95) by (span.webstore.customer.segment)',
  }),
  tracesKept: promql(
    'Why are traces kept? `none`: that service has no sampling reason.',
    'per second',
    'sum by (reason) (rate(webstore_traces_total{environment="$environment"}[$window]))',
  ),
  // Counters and a histogram with exemplars, for the exemplar panels.
  paymentsWithExemplars: promql(
    'How do payments end, and which traces are behind them?',
    'per second',
    'sum by (country, result) (rate(webstore_payments_total{environment="$environment"}[$window])) > 0',
  ),
} as const satisfies Record<string, Query>;
