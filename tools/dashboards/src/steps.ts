import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/** Green below the first threshold, then a warning, then red. */
export const badFrom = (bad: number, warn?: number): Threshold[] => [
  { value: null, color: 'green' },
  ...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
  { value: bad, color: 'red' },
];

/** Red below `good`. */
export const goodFrom = (good: number, warn?: number): Threshold[] => [
  { value: null, color: 'red' },
  ...(warn === undefined ? [] : [{ value: warn, color: 'orange' }]),
  { value: good, color: 'green' },
];
