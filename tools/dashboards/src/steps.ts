import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/** Good below, then worth a look, then bad. */
export const badFrom = (bad: number, warn?: number): Threshold[] => [
  { value: null, color: 'green' },
  ...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
  { value: bad, color: 'red' },
];

/** Bad below `good`. */
export const goodFrom = (good: number, warn?: number): Threshold[] => [
  { value: null, color: 'red' },
  ...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
  { value: good, color: 'green' },
];
