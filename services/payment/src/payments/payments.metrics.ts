import { countries, type Country, type Segment, segments } from '@webstore/contracts';
import { counter, histogram, keepTrace } from '@webstore/telemetry';

/** `error` is an attempt with an unknown outcome; the others are outcomes. */
export type PaymentResult = 'settled' | 'declined' | 'refunded' | 'error';

const payments = counter({
  name: 'webstore_payments_total',
  help: 'Payments by outcome; error counts attempts that the bank did not answer.',
  labels: ['country', 'result'],
  customersOnly: true,
});
const durations = histogram({
  name: 'webstore_payment_duration_seconds',
  help: 'Time the bank took to answer a charge.',
  labels: ['country', 'result'],
  customersOnly: true,
  buckets: [0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5],
});
const funnel = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers who reached a stage on the way to a purchase.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});

const charged: PaymentResult[] = ['settled', 'declined', 'error'];
const results: PaymentResult[] = [...charged, 'refunded'];

// All series start at 0, because a series that appears with its first event shows no increase.
for (const country of countries) {
  for (const result of results) payments.add({ country, result }, 0);
  for (const result of charged) durations.zero({ country, result });
  for (const segment of segments) funnel.add({ stage: 'payment', country, segment }, 0);
}

export function countPaymentStart(country: Country, segment: Segment): void {
  funnel.add({ stage: 'payment', country, segment });
}

/** `country` is null if a refund request arrived before its order; the acquirer has no such payment. */
export function countPayment(country: Country | null, result: PaymentResult): void {
  if (country) payments.add({ country, result });
}

/** Times a charge. A decline is a normal result; no response is an error. */
export async function timed<T extends { status: 'captured' | 'declined' }>(
  country: Country,
  charge: () => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const observe = (result: PaymentResult) =>
    durations.observe({ country, result }, (performance.now() - started) / 1_000);
  try {
    const outcome = await charge();
    if (outcome.status === 'declined') keepTrace('declined');
    observe(outcome.status === 'captured' ? 'settled' : 'declined');
    return outcome;
  } catch (error) {
    keepTrace('error');
    observe('error');
    countPayment(country, 'error');
    throw error;
  }
}
