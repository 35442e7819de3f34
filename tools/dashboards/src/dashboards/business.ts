import { dashboard } from '../dashboard.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { stat } from '../panels/stat.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { variables } from '../variables.ts';

/** Customers are few, so their actions are measured over a minute. */
const interval = '1m';

export const business = () =>
  dashboard({
    name: 'business',
    question: 'Who buys, who leaves, and what does it earn?',
    variables: [variables.country()],
    rows: [
      {
        title: 'The way to a purchase',
        panels: [
          barGauge({
            title: 'Funnel',
            help: 'Customers who reached each stage in the period. The step that loses most is the one to ask about: look at its requests and their errors.',
            ask: { funnel: '{{stage}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Conversion by country',
            help: 'Share of those who looked at a product and have bought in the end. One country falls alone: look at its payments below.',
            ask: { conversion: '{{country}}' },
            next: 'exemplars',
            width: 8,
            interval,
          }),
          timeSeries({
            title: 'Abandoned carts by country',
            help: 'Share of the filled carts that were not bought. It rises everywhere: look at checkout; in one country: at its bank.',
            ask: { abandonment: '{{country}}' },
            next: 'exemplars',
            width: 8,
            interval,
          }),
        ],
      },
      {
        title: 'Orders and money',
        panels: [
          stat({
            title: 'Revenue',
            help: 'What completed orders brought in during the period; refunds are not taken off. Compare with the orders beside it.',
            ask: { revenue: 'euros' },
            next: 'overview',
            width: 6,
            height: 8,
          }),
          timeSeries({
            title: 'Orders by result',
            help: 'Orders a minute. Accepted without completed: payment does not answer. Cancelled: the bank declined, or payment did not settle in time; open a trace.',
            ask: { ordersPerMinute: '{{result}}' },
            next: 'exemplars',
            width: 9,
            interval,
            exemplars: true,
          }),
          barGauge({
            title: 'Revenue by country',
            help: 'Where the money comes from, in the period. A country that is missing has customers who cannot pay, or none: compare with its panel below.',
            ask: { revenueByCountry: '{{country}}' },
            next: 'exemplars',
            width: 9,
          }),
        ],
      },
      {
        title: 'Segments',
        panels: [
          timeSeries({
            title: 'Share of each segment',
            help: 'Who does what customers do. The share of VIPs falls to half: an alert follows, and docs/runbooks/vip-engagement-falling.md says what to look for.',
            ask: { segmentShare: '{{segment}}' },
            next: 'overview',
            width: 12,
            stacked: true,
            interval,
          }),
          table({
            title: 'What each segment did',
            help: 'Actions in the period. at_risk customers who only browse are about to leave: compare them with the returning ones.',
            ask: { segmentActions: '' },
            next: 'logs',
            width: 12,
            columns: { segment: 'Segment', action: 'Action' },
            value: 'How often',
          }),
        ],
      },
      {
        title: 'Payments and waiting',
        panels: [
          timeSeries({
            title: 'Declined by the bank',
            help: 'Share of the payments that the bank refused: business, no error. Brazil has about 15 %. More: ask the bank; the traces say which answer it gave.',
            ask: { declineShare: '{{country}}' },
            next: 'exemplars',
            width: 8,
            interval,
          }),
          timeSeries({
            title: 'Time the bank takes',
            help: '95 of 100 charges are answered faster. Japan is slow. All are: look at the calls of payment, and at late orders.',
            ask: { paymentTime: '{{country}}' },
            next: 'red',
            width: 8,
            interval,
            exemplars: true,
          }),
          timeSeries({
            title: 'Time of an order',
            help: 'From placing it to its end, 95 of 100. The objective is five seconds: what is above is late; look at consumer lag.',
            ask: { orderTime: '{{country}}' },
            next: 'kafka',
            width: 8,
            interval,
            exemplars: true,
          }),
        ],
      },
      {
        title: 'Country by country',
        panels: [
          timeSeries({
            title: 'Payments of $country',
            help: 'How payments of this country end, a minute. `error`: the bank did not answer; see the objective of payments by country.',
            ask: { paymentsByResult: '{{result}}' },
            next: 'slo',
            width: 6,
            interval,
            repeat: 'country',
          }),
        ],
      },
    ],
  });
