import { dashboard } from '../dashboard.ts';
import { stat } from '../panels/stat.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom, goodFrom } from '../steps.ts';

export const k6 = () =>
  dashboard({
    name: 'k6',
    question: 'What do customers of a load test meet, as they see it themselves?',
    rows: [
      {
        title: 'The test',
        panels: [
          timeSeries({
            title: 'Customers at once',
            help: 'Customers that `./lab traffic` simulates. No line: no test runs; start one with `./lab traffic checkout --users 5`.',
            ask: { customers: 'customers' },
            next: 'overview',
            width: 8,
          }),
          stat({
            title: 'Visits',
            help: 'Visits that ended in the period. Far fewer than the customers could make: each waits; see which answers are slow.',
            ask: { visits: 'visits' },
            next: 'business',
            width: 8,
            height: 8,
          }),
          timeSeries({
            title: 'Orders accepted',
            help: 'Share of the placed orders. The scenarios demand 99 %: below it the test itself fails; look at the requests of checkout.',
            ask: { ordersAcceptedShare: 'accepted' },
            next: 'red',
            width: 8,
            steps: goodFrom(0.99),
          }),
        ],
      },
      {
        title: 'What they meet',
        panels: [
          timeSeries({
            title: 'Requests',
            help: 'By what they ask for. Compare with what the services count: what is missing there did not arrive.',
            ask: { loadRate: '{{name}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Answers: 95 %',
            help: 'As the customer waits, the network included. Slower than the service itself says: the time is spent before it.',
            ask: { loadTime: '{{name}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Failed requests',
            help: 'The scenarios allow 1 %. The lines that k6 prints name the trace of each failed request.',
            ask: { loadFailed: '{{name}}' },
            next: 'exemplars',
            width: 8,
            steps: badFrom(0.01),
          }),
          timeSeries({
            title: 'Orders, from placing to the end: 95 %',
            help: 'The customer asks until the order has ended, so it is a little more than what checkout measures. Five seconds are promised.',
            ask: { loadOrderTime: 'orders' },
            next: 'business',
            width: 12,
          }),
          timeSeries({
            title: 'Checks',
            help: 'Share of the checks of k6 that pass. Below 1: an answer was wrong although its status was right.',
            ask: { checksHeld: '{{check}}' },
            next: 'logs',
            width: 12,
            steps: goodFrom(0.99),
          }),
        ],
      },
    ],
  });
