import { dashboard } from '../dashboard.ts';
import { budget, burnRates, within } from '../objectives.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom, goodFrom } from '../steps.ts';

export const slo = () => {
  const { page, ticket } = burnRates();
  return dashboard({
    name: 'slo',
    question: 'Is what was promised to customers kept, and for how long still?',
    lookFirst:
      'a red or orange bar. Its line in the burn rate shows since when, and the panels below it which step, country or page fails.',
    rows: [
      {
        title: 'Budgets',
        panels: [
          barGauge({
            title: 'Budget left',
            help: 'Remaining error budget of the last hour. No bar: fewer than seven events. Red: it is used up; postpone risky changes and find what burns it.',
            ask: { budgetLeft: '{{sloth_slo}}' },
            next: 'overview',
            width: 12,
            height: 11,
            max: 1,
            steps: goodFrom(0.5, 0),
          }),
          timeSeries({
            title: 'Burn rate',
            help: 'Current burn rate of the budget. Above the lower dashed line a ticket follows; above the upper one, a page, if the burn rate does not fall.',
            ask: { burnRate: '{{sloth_slo}}' },
            next: 'overview',
            width: 12,
            steps: badFrom(page, ticket),
            many: true,
          }),
          stateTimeline({
            title: 'When it burnt',
            help: 'Periods with a burn rate above 1. Compare them with the deploys and alerts in the annotations.',
            ask: { objectiveBurns: '{{sloth_slo}}' },
            next: 'stack',
            width: 16,
            states: { 0: { text: 'lasts', color: 'green' }, 1: { text: 'burns', color: 'red' } },
          }),
          table({
            title: 'What is promised',
            help: 'The target of each objective, from its document in infra/slo. The runbook of the same name in docs/runbooks lists actions.',
            ask: { targets: '' },
            next: 'overview',
            width: 8,
            columns: { sloth_slo: { title: 'Objective' } },
            value: 'Target',
          }),
        ],
      },
      {
        title: 'What fails',
        panels: [
          timeSeries({
            title: 'Failed events',
            help: 'Share of failed events in the last five minutes. Above the dashed line, the budget, the objective is violated. A gap: no events.',
            ask: { errorRatio: '{{sloth_slo}}' },
            next: 'red',
            width: 12,
            steps: badFrom(budget()),
            many: true,
          }),
          timeSeries({
            title: 'Steps of a purchase',
            help: 'Share of failed or unanswered requests of each step. Look at the first step that fails: its customers never reach the later steps.',
            ask: { stepsFailing: '{{service}} {{method}} {{route}}' },
            next: 'red',
            width: 12,
            steps: badFrom(budget()),
            many: true,
          }),
          timeSeries({
            title: 'Failed charges by country',
            help: 'Charges that the bank did not answer. One country alone: its bank is down; all countries: look at the calls of payment.',
            ask: { errorRatioByCountry: '{{country}}' },
            next: 'business',
            width: 8,
            steps: badFrom(budget()),
          }),
          timeSeries({
            title: 'Product pages: 99 %',
            help: 'The objective counts those above the dashed line as failed. Slow with few queries: the event loop; with many: the cache.',
            ask: { productPageTime: 'catalog {{route}}' },
            next: 'stores',
            width: 8,
            exemplars: true,
            steps: badFrom(within('browse-latency')),
          }),
          timeSeries({
            title: 'Synthetic journeys',
            help: 'Journeys of the synthetic customer, every 15 seconds. Failed ones have a trace: click a point.',
            ask: { journeys: '{{result}}' },
            next: 'exemplars',
            width: 8,
            interval: '1m',
            exemplars: true,
          }),
        ],
      },
      {
        title: 'Environments and versions side by side',
        panels: [
          timeSeries({
            title: 'Failed requests: environments compared',
            help: 'Share of failed requests, for each environment and version. One line: only one runs; `./lab up --environment staging` starts another.',
            ask: { errorShareCompared: '{{environment}} {{version}}' },
            next: 'red',
            width: 12,
            steps: badFrom(budget()),
          }),
          timeSeries({
            title: 'Slowest 5 % of the answers: environments compared',
            help: 'Time within which 95 % of the requests are answered. Slower in one version: do not release it; in all: look at what they share.',
            ask: { requestTimeCompared: '{{environment}} {{version}}' },
            next: 'red',
            width: 12,
          }),
        ],
      },
    ],
  });
};
