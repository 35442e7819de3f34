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
            help: 'Customers who reached each stage in the period. Look at the requests and errors of the step that loses most customers.',
            ask: { funnel: '{{stage}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Conversion by country',
            help: 'Share of product views that end in an order. Only one country falls: look at its payments below.',
            ask: { conversion: '{{country}}' },
            next: 'exemplars',
            width: 8,
            interval,
          }),
          timeSeries({
            title: 'Abandoned carts by country',
            help: 'Share of filled carts without an order. It rises in all countries: look at checkout; in one country: at its bank.',
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
            help: 'Revenue of completed orders in the period; refunds are not subtracted. Compare it with the number of orders.',
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
            help: 'Revenue by country in the period. A country is missing: its customers cannot pay, or it has none; compare with its panel below.',
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
            help: 'Share of each segment in all actions. If the share of VIPs falls to half, an alert fires; see docs/runbooks/vip-engagement-falling.md.',
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
            help: 'Share of payments that the bank declined. This is not an error; Brazil has about 15 %. More: the traces have the answers of the bank.',
            ask: { declineShare: '{{country}}' },
            next: 'exemplars',
            width: 8,
            interval,
          }),
          timeSeries({
            title: 'Time the bank takes',
            help: '95 % of the charges are faster. Japan is always slow. If all countries are slow, look at the calls of payment and at late orders.',
            ask: { paymentTime: '{{country}}' },
            next: 'red',
            width: 8,
            interval,
            exemplars: true,
          }),
          timeSeries({
            title: 'Time of an order',
            help: 'Duration from placement to the end, 95 %. Orders above the objective of five seconds are late; look at consumer lag.',
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
