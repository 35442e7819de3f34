import { dashboard } from '../dashboard.ts';
import { ofTheAlert } from '../links.ts';
import { budget } from '../objectives.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { stat } from '../panels/stat.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { nodeGraph } from '../panels/traces.ts';
import { badFrom, goodFrom } from '../steps.ts';

export const overview = () =>
  dashboard({
    name: 'overview',
    question: 'Is the shop well, and where does one look next?',
    lookFirst:
      'red in the first row. Then read the alerts below it, whose names lead to their runbooks; a service with failed or slow requests leads to its traces.',
    rows: [
      {
        title: 'Can customers buy?',
        panels: [
          stat({
            title: 'Orders',
            help: 'Completed orders in the period. None although there are customers: look at the objectives, then at the log lines of checkout.',
            ask: { ordersCompleted: 'completed' },
            next: 'business',
            width: 5,
            height: 7,
          }),
          stat({
            title: 'Revenue',
            help: 'Revenue of completed orders in the period. It falls but orders do not: look at the products, by country and segment.',
            ask: { revenue: 'euros' },
            next: 'business',
            width: 5,
            height: 7,
          }),
          stat({
            title: 'Late orders',
            help: 'Orders that were still pending after five seconds. Above 0: look at consumer lag first; the usual cause is a stopped consumer.',
            ask: { lateOrders: 'late' },
            next: 'kafka',
            width: 5,
            height: 7,
            steps: badFrom(1),
          }),
          barGauge({
            title: 'Error budget left',
            help: 'Remaining error budget of each objective in the last hour. Red: it is used up; the next dashboard shows what burns it.',
            ask: { budgetLeft: '{{sloth_slo}}' },
            next: 'slo',
            width: 9,
            height: 7,
            max: 1,
            steps: goodFrom(0.5, 0),
          }),
        ],
      },
      {
        title: 'What fires, and what is down',
        panels: [
          table({
            title: 'Alerts of the period',
            help: 'Alerts that fired, resolved ones included. Click a name for its runbook, its rule or a silence.',
            ask: { alertsOfPeriod: '' },
            next: 'slo',
            width: 14,
            columns: {
              alertname: { title: 'Alert', links: ofTheAlert },
              severity: { title: 'Severity', width: 85 },
              team: { title: 'Team', width: 100 },
              service: { title: 'Service', width: 95 },
            },
          }),
          stateTimeline({
            title: 'Up or down',
            help: 'Whether Prometheus can scrape each service. Red for more than 30 seconds pages: start the service, then read its last log lines.',
            ask: { servicesUp: '{{service}}' },
            next: 'stack',
            width: 10,
            states: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
          }),
        ],
      },
      {
        title: 'Services',
        panels: [
          timeSeries({
            title: 'Requests',
            help: 'Answered requests per second. A line that ends: the service is down. A line that doubles: more load, or retries.',
            ask: { requestRate: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Failed requests',
            help: 'Share of answers with 5xx. Above the dashed line the error budget is violated: open the service, then an exemplar of a 5xx.',
            ask: { errorShare: '{{service}}' },
            next: 'red',
            width: 8,
            steps: badFrom(budget()),
          }),
          timeSeries({
            title: 'Slowest 5 %',
            help: '95 % of the requests are faster. Click a point to open a trace, and see which call took the time.',
            ask: { requestTime: '{{service}}' },
            next: 'red',
            width: 8,
            exemplars: true,
          }),
        ],
      },
      {
        title: 'Who calls whom',
        panels: [
          nodeGraph({
            title: 'Service graph',
            help: 'Services and stores, by the spans between them. The red part of a ring is the share of calls that fail: click the node for its requests and traces.',
            ask: { serviceGraph: '' },
            next: 'exemplars',
            width: 24,
            height: 12,
          }),
        ],
      },
    ],
  });
