import { describe, expect, it } from 'vitest';
import { metricsIn } from './promql.ts';

describe('the metrics that a query reads', () => {
  it.each([
    ['up', ['up']],
    [
      'sum by (service) (rate(webstore_http_requests_total{status=~"5.."}[5m]))',
      ['webstore_http_requests_total'],
    ],
    [
      'histogram_quantile(0.95, sum by (service, le) (rate(webstore_order_duration_seconds_bucket[5m])))',
      ['webstore_order_duration_seconds'],
    ],
    [
      '1 - sum(a_total{text="} b_total (c_total"}) / on (x) group_left (y) d_total offset 5m',
      ['a_total', 'd_total'],
    ],
    ['max by (service, environment) (up{job="services"}) == 0', ['up']],
    ['sum(a_total) or vector(0)', ['a_total']],
  ])('of %s', (query, metrics) => {
    expect(metricsIn(query)).toEqual(metrics);
  });
});
