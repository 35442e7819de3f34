import { counter } from '@webstore/telemetry';

export const funnelStages = counter({
  name: 'webstore_funnel_stage_total',
  help: 'Customers reaching a stage of the way to an order.',
  labels: ['stage', 'country', 'segment'],
  customersOnly: true,
});
