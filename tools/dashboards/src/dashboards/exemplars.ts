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
    lookFirst:
      'a point high above the others. Click it, or a trace id in a table: the spans of that one request appear at the bottom of this page.',
    rows: [
      {
        title: 'Numbers that know a trace',
        panels: [
          heatmap({
            title: 'Requests, one point each',
            help: 'Points are requests whose trace is kept. Click a high point: the trace shows which call took the time.',
            ask: { requestTimes: '{{le}}' },
            next: 'red',
            width: 12,
            height: 11,
            buckets: 's',
          }),
          timeSeries({
            title: 'Payments',
            help: 'Payments by country and result. A point on a declined line opens the trace of one declined payment, from the cart on.',
            ask: { paymentsWithExemplars: '{{country}} {{result}}' },
            next: 'business',
            width: 12,
            exemplars: true,
            many: true,
          }),
          foundTraces({
            title: 'Declined payments',
            help: 'Traces by sampling reason, from TraceQL. Click an id: the trace is shown below.',
            ask: { tracesDeclined: '' },
            next: 'business',
            width: 12,
          }),
          foundTraces({
            title: 'Orders of VIPs',
            help: 'All traces of VIPs are kept. Click an id to see what a VIP waited for.',
            ask: { tracesOfVips: '' },
            next: 'business',
            width: 12,
          }),
        ],
      },
      {
        title: 'Which traces there are, and numbers made of them',
        panels: [
          timeSeries({
            title: 'Why traces are kept',
            help: 'Sampling reasons of the services. Only traces with a reason get an exemplar, so each exemplar has a trace. Many `error`: look at the log lines.',
            ask: { tracesKept: '{{reason}}' },
            next: 'stack',
            width: 12,
            stacked: true,
          }),
          timeSeries({
            title: 'Answer to an order, by segment: 95 %',
            help: 'Counted by TraceQL from the spans in Tempo, which are a biased sample. Compare segments with each other, and take rates from metrics.',
            ask: { orderTimeBySegment: '' },
            displayName: '${__field.labels["span.webstore.customer.segment"]}',
            next: 'business',
            width: 12,
          }),
        ],
      },
      {
        title: 'One trace',
        panels: [
          trace({
            title: 'Spans',
            help: 'The path of one request through services and Kafka. The longest bar without children took the time; its links lead to log lines and metrics; the panel leads to profiles of that time.',
            ask: { oneTrace: '' },
            next: 'red',
            width: 24,
            height: 14,
          }),
          logs({
            // Grafana's panel of log lines ignores the text for no data, so the title says why it is empty.
            title: 'Log lines of trace ${traceId:text}',
            help: 'Log lines of all services with this trace id. The last warning before the end is usually the cause.',
            ask: { linesOfTrace: '' },
            next: 'logs',
            width: 24,
          }),
        ],
      },
    ],
  });
