import { dashboard } from '../dashboard.ts';
import { budget } from '../objectives.ts';
import { heatmap } from '../panels/heatmap.ts';
import { logs } from '../panels/logs.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom } from '../steps.ts';
import { variables } from '../variables.ts';

export const red = () =>
  dashboard({
    name: 'red',
    question: 'How many requests and messages does a service get, how many fail, and how long do they take?',
    variables: [variables.servicesWithRequests(), variables.consumer()],
    lookFirst:
      'the colours of the answers. Red is an error of the service itself: click a point on it to see one failed request. Yellow is an error of the caller.',
    rows: [
      {
        title: '$service',
        repeat: 'service',
        panels: [
          timeSeries({
            title: 'Answers by status',
            help: '4xx are errors of the caller: look at the callers. 5xx are errors of the service: click a point to open a trace.',
            ask: { answersByStatus: '{{status}}' },
            next: 'exemplars',
            width: 12,
            stacked: true,
            exemplars: true,
          }),
          timeSeries({
            title: 'Duration',
            help: 'Half, 95 and 99 of 100 requests are faster. Only 99 % rises: a few wait, for a lock or a connection. All rise: the service, or what it calls, is slow.',
            ask: { requestTime50: 'half', requestTime95: '95 %', requestTime99: '99 %' },
            next: 'exemplars',
            width: 12,
            exemplars: true,
          }),
          timeSeries({
            title: 'Rate by route',
            help: 'Requests per second, by route. A route that falls while others do not: its requests fail before the service, or customers do not use it.',
            ask: { routeRate: '{{method}} {{route}}' },
            next: 'logs',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'Errors by route',
            help: 'Share of 5xx. Above the dashed line this route alone spends a whole error budget: read the log lines of the service at that time.',
            ask: { routeErrorShare: '{{method}} {{route}}' },
            next: 'logs',
            width: 12,
            steps: badFrom(budget()),
            many: true,
          }),
          timeSeries({
            title: 'Calls to others: 95 %',
            help: 'What the service waits for: other services, Kafka, PostgreSQL, Redis, the bank. The slowest one is where to look next.',
            ask: { callTime: '{{peer_service}}: {{span_name}}' },
            next: 'stores',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'Calls to others: how many',
            help: 'Calls per second. Many more calls than requests, to one table: a query in a loop.',
            ask: { callRate: '{{peer_service}}: {{span_name}}' },
            next: 'stores',
            width: 12,
            many: true,
          }),
          heatmap({
            title: 'All durations',
            help: 'All requests by duration. Two bands are two kinds of requests, or hits and misses of a cache; click a point for a trace.',
            ask: { requestTimes: '{{le}}' },
            next: 'exemplars',
            width: 8,
            buckets: 's',
          }),
          timeSeries({
            title: 'Under way',
            help: 'Requests in progress. It rises but the rate does not: the service waits for a dependency. It never falls: requests hang.',
            ask: { requestsActive: '{{service}}' },
            next: 'node',
            width: 6,
          }),
          logs({
            title: 'What it wrote',
            help: 'The newest lines of the service. Open one and follow its trace id to its trace; the next dashboard has only warnings.',
            ask: { linesOfService: '' },
            next: 'logs',
            width: 10,
          }),
        ],
      },
      {
        title: 'Messages of $consumer',
        repeat: 'consumer',
        panels: [
          timeSeries({
            title: 'Rate by topic',
            help: 'The same for messages from Kafka, which are most of the work of payment. `dead_lettered`: the log line has the reason.',
            ask: { handledByTopic: '{{topic}} {{result}}' },
            next: 'kafka',
            width: 12,
            exemplars: true,
            many: true,
          }),
          timeSeries({
            title: 'Given up',
            help: 'Share of messages that were parked as dead letters. Each is an order that waits for an operator: `./lab dlq` lists them.',
            ask: { givenUpShare: '{{topic}}' },
            next: 'kafka',
            width: 5,
            height: 11,
            steps: badFrom(budget()),
          }),
          timeSeries({
            title: 'Time per message: 95 %',
            help: 'Retries included. Click a point for the trace: what the handler waited for is the longest bar in it.',
            ask: { handlingTime: '{{topic}}' },
            next: 'exemplars',
            width: 7,
            height: 11,
            exemplars: true,
          }),
        ],
      },
    ],
  });
