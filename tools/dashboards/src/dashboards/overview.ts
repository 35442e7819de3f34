import { dashboard } from '../dashboard.ts';
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
    rows: [
      {
        title: 'Can customers buy?',
        panels: [
          stat({
            title: 'Orders completed',
            help: 'Orders that were completed in the period. None, with customers about: look at the objectives, then at the log lines of checkout.',
            ask: { ordersCompleted: 'completed' },
            next: 'business',
            width: 6,
          }),
          stat({
            title: 'Revenue',
            help: 'What completed orders brought in during the period. It falls while orders do not: look at what is bought, by country and segment.',
            ask: { revenue: 'euros' },
            next: 'business',
            width: 6,
          }),
          stat({
            title: 'Late orders',
            help: 'Orders that were still pending after five seconds. Any: look at consumer lag first, a stopped consumer is the usual cause.',
            ask: { lateOrders: 'late' },
            next: 'kafka',
            width: 6,
            steps: badFrom(1),
          }),
          barGauge({
            title: 'Error budget left',
            help: 'What is left of each objective’s budget of the last hour. Red: it is spent; see what burns it on the next dashboard.',
            ask: { budgetLeft: '{{sloth_slo}}' },
            next: 'slo',
            width: 6,
            height: 4,
            max: 1,
            steps: goodFrom(0.5, 0),
          }),
        ],
      },
      {
        title: 'Services',
        panels: [
          timeSeries({
            title: 'Requests',
            help: 'Answered requests a second. A line that ends is a service that is gone; one that doubles is load, or callers who try again.',
            ask: { requestRate: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Failed requests',
            help: 'Share of 5xx among the answers. Above the dashed line it spends more than an objective’s budget: open the service, then an exemplar of a 5xx.',
            ask: { errorShare: '{{service}}' },
            next: 'red',
            width: 8,
            steps: badFrom(budget()),
          }),
          timeSeries({
            title: 'Slowest 5 %',
            help: '95 of 100 requests are faster than this. Click a point to open the trace of one request; then see which call of it took the time.',
            ask: { requestTime: '{{service}}' },
            next: 'red',
            width: 8,
            exemplars: true,
          }),
          stateTimeline({
            title: 'Up or down',
            help: 'Whether each service answers Prometheus. Red for more than half a minute pages: start it, then read its last lines.',
            ask: { servicesUp: '{{service}}' },
            next: 'stack',
            width: 12,
            states: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
          }),
          table({
            title: 'Alerts of the period',
            help: 'What fired, also when it is over. Each has a runbook of its name in docs/runbooks: begin there.',
            ask: { alertsOfPeriod: '' },
            next: 'slo',
            width: 12,
            columns: { alertname: 'Alert', severity: 'Severity', team: 'Team', service: 'Service' },
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
