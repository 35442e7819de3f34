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
    lookFirst:
      'the step of the funnel that loses most customers, and whether one country loses more than the others. Purple is a decline by a bank: Brazil always has some.',
    rows: [
      {
        title: 'The way to a purchase',
        panels: [
          stat({
            title: 'Revenue',
            help: 'Revenue of completed orders in the period; refunds are not subtracted. Compare it with the number of orders.',
            ask: { revenue: 'euros' },
            next: 'overview',
            width: 4,
            height: 8,
          }),
          barGauge({
            title: 'Funnel',
            help: 'Visits that came at least to each stage in the period, of the selected countries. The step with the largest loss is where customers leave: look at its requests and errors.',
            ask: {
              funnelProductViews: 'looked at a product',
              funnelCarts: 'filled a cart',
              funnelCheckouts: 'started checkout',
              funnelPayments: 'came to pay',
              funnelOrders: 'bought',
            },
            next: 'red',
            width: 9,
          }),
          timeSeries({
            title: 'Conversion by country',
            help: 'Share of the visits of five minutes that ended in an order. Only one country falls: look at its payments below.',
            ask: { funnelConversion: '{{country}}' },
            next: 'exemplars',
            width: 11,
          }),
        ],
      },
      {
        title: 'Orders and money',
        panels: [
          timeSeries({
            title: 'Orders by result',
            help: 'Orders a minute. Accepted without completed: payment does not answer. Cancelled: the bank declined, or payment did not settle in time; open a trace.',
            ask: { ordersPerMinute: '{{result}}' },
            next: 'exemplars',
            width: 8,
            interval,
            exemplars: true,
          }),
          timeSeries({
            title: 'Abandoned carts by country',
            help: 'Share of the carts of five minutes that were left without an order. It rises in all countries: look at checkout; in one country: at its bank.',
            ask: { funnelAbandonment: '{{country}}' },
            next: 'exemplars',
            width: 8,
          }),
          barGauge({
            title: 'Revenue by country',
            help: 'Revenue by country in the period. A country is missing: its customers cannot pay, or it has none; compare with its panel below.',
            ask: { revenueByCountry: '{{country}}' },
            next: 'exemplars',
            width: 8,
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
            columns: { segment: { title: 'Segment', width: 120 }, action: { title: 'Action' } },
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
