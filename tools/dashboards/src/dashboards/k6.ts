import { dashboard } from '../dashboard.ts';
import { stat } from '../panels/stat.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom, goodFrom } from '../steps.ts';

export const k6 = () =>
  dashboard({
    name: 'k6',
    question: 'What do customers of a load test meet, as they see it themselves?',
    lookFirst:
      'failed requests and the duration of the answers. Where both rise while customers are added, the shop is full: see which service, on the next dashboard.',
    rows: [
      {
        title: 'What customers meet',
        panels: [
          timeSeries({
            title: 'Answers: 95 %',
            help: 'Duration for the customer, including the network. Slower than in the service: the time is lost before the service.',
            ask: { loadTime: '{{name}}' },
            next: 'red',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'Failed requests',
            help: 'The scenarios allow 1 %. The lines that k6 prints name the trace of each failed request.',
            ask: { loadFailed: '{{name}}' },
            next: 'exemplars',
            width: 12,
            steps: badFrom(0.01),
            many: true,
          }),
        ],
      },
      {
        title: 'Customers and orders',
        panels: [
          timeSeries({
            title: 'Customers at once',
            help: 'Customers that `./lab traffic` simulates. No line: no test runs; start one with `./lab traffic checkout --users 5`.',
            ask: { customers: 'customers' },
            next: 'overview',
            width: 7,
          }),
          stat({
            title: 'Visits',
            help: 'Finished visits in the period. Far fewer than expected: customers wait; see which answers are slow.',
            ask: { visits: 'visits' },
            next: 'business',
            width: 4,
            height: 8,
          }),
          timeSeries({
            title: 'Orders accepted',
            help: 'Share of placed orders that were accepted. Below 99 % the test fails; look at the requests of checkout.',
            ask: { ordersAcceptedShare: 'accepted' },
            next: 'red',
            width: 5,
            steps: goodFrom(0.99),
          }),
          timeSeries({
            title: 'Time of an order: 95 %',
            help: 'The customer polls until the order ends, so it is slightly more than checkout measures. The objective is five seconds.',
            ask: { loadOrderTime: 'orders' },
            next: 'business',
            width: 8,
          }),
        ],
      },
      {
        title: 'Requests and checks',
        panels: [
          timeSeries({
            title: 'Requests',
            help: 'Requests by name. Compare them with the requests that the services count: missing ones did not arrive.',
            ask: { loadRate: '{{name}}' },
            next: 'red',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'Checks',
            help: 'Share of the checks of k6 that pass. Below 1: an answer was wrong although its status was right.',
            ask: { checksHeld: '{{check}}' },
            next: 'logs',
            width: 12,
            steps: goodFrom(0.99),
            many: true,
          }),
        ],
      },
    ],
  });
