import { dashboard } from '../dashboard.ts';
import { heatmap } from '../panels/heatmap.ts';
import { logs } from '../panels/logs.ts';
import { timeSeries } from '../panels/time-series.ts';
import { foundTraces, trace } from '../panels/traces.ts';
import { variables } from '../variables.ts';

export const exemplars = () =>
  dashboard({
    name: 'exemplars',
    question: 'Which one request is behind a number?',
    variables: [variables.servicesWithRequests(), variables.traceId()],
    rows: [
      {
        title: 'Numbers that know a trace',
        panels: [
          heatmap({
            title: 'Requests, one point each',
            help: 'Points are requests whose trace is kept. Click one far up: the trace opens, and says which call took the time.',
            ask: { requestTimes: '{{le}}' },
            next: 'red',
            width: 12,
            buckets: 's',
          }),
          timeSeries({
            title: 'Payments',
            help: 'Payments by country and how they ended. A point on a declined line is one declined payment, with its way from the cart on.',
            ask: { paymentsWithExemplars: '{{country}} {{result}}' },
            next: 'business',
            width: 12,
            exemplars: true,
          }),
          timeSeries({
            title: 'Why traces are kept',
            help: 'Reasons that services knew. Only traces with a reason get an exemplar, so that each leads somewhere; much `error` here: look at the lines.',
            ask: { tracesKept: '{{reason}}' },
            next: 'stack',
            width: 8,
            stacked: true,
          }),
          foundTraces({
            title: 'Declined payments',
            help: 'Traces that TraceQL finds by why they were kept. Click an id: the trace is shown below.',
            ask: { tracesDeclined: '' },
            next: 'business',
            width: 8,
          }),
          foundTraces({
            title: 'Orders of VIPs',
            help: 'Each of them is kept. Click an id to see below what a VIP waited for.',
            ask: { tracesOfVips: '' },
            next: 'business',
            width: 8,
          }),
        ],
      },
      {
        title: 'Numbers made of traces: in containers alone',
        panels: [
          timeSeries({
            title: 'Answer to an order, by segment: 95 %',
            help: 'Counted by TraceQL from the spans that Tempo has. Those are kept for a reason, slow ones all: compare segments with each other, and take rates from metrics.',
            ask: { orderTimeBySegment: '' },
            next: 'business',
            width: 24,
          }),
        ],
      },
      {
        title: 'One trace: $traceId',
        panels: [
          trace({
            title: 'Spans',
            help: 'The way of one request through services and Kafka. The longest bar without bars below it is where the time went; its links lead to lines and profiles.',
            ask: { oneTrace: '' },
            next: 'red',
            width: 24,
            height: 14,
          }),
          logs({
            title: 'Its log lines',
            help: 'What all services wrote meanwhile, found by the trace id alone. The last warning before the end is usually the cause.',
            ask: { linesOfTrace: '' },
            next: 'logs',
            width: 24,
          }),
        ],
      },
    ],
  });
