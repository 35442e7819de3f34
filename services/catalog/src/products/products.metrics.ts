import { counter } from '@webstore/telemetry';

export const cacheReads = counter({
  name: 'webstore_catalog_cache_total',
  help: 'Product reads by whether the cache knew the product.',
  labels: ['result'],
});

export const funnelStages = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers reaching a stage of the way to an order.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});

// A rate needs a series before its first event.
cacheReads.add({ result: 'hit' }, 0);
cacheReads.add({ result: 'miss' }, 0);
