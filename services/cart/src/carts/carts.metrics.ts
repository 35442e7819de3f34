import { countries, segments } from '@webstore/contracts';
import { counter } from '@webstore/telemetry';

export const funnelStages = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers who reached a stage on the way to a purchase.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});

// A rate needs a series before its first event. The country of anonymous visitors is `other`.
for (const country of [...countries, 'other']) {
  for (const segment of [...segments, 'other'])
    funnelStages.add({ stage: 'add_to_cart', country, segment }, 0);
}
