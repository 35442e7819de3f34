import { countries, segments } from '@webstore/contracts';
import { counter } from '@webstore/telemetry';

export const cacheReads = counter({
  name: 'webstore_catalog_cache_total',
  help: 'Product reads by whether the cache knew the product.',
  labels: ['result'],
});

export const funnelStages = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers who reached a stage on the way to a purchase.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});

// A rate needs a series before its first event. The country of anonymous visitors is `other`.
for (const country of [...countries, 'other']) {
  for (const segment of [...segments, 'other'])
    funnelStages.add({ stage: 'product_view', country, segment }, 0);
}
cacheReads.add({ result: 'hit' }, 0);
cacheReads.add({ result: 'miss' }, 0);
cacheReads.add({ result: 'unreadable' }, 0);
