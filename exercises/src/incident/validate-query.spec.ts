import { describe, expect, it } from 'vitest';
import { validateQuery } from './validate-query.ts';

describe('a query as evidence', () => {
  it.each([
    'max by (service) (up{job="services"})',
    'sum by (service) (rate(webstore_http_requests_total{status=~"5.."}[20s]))',
    'max by (service) (up) == 0',
    'sum by (country) (rate(webstore_orders_total[20s])) / (sum by (country) (rate(webstore_funnel_total[20s])) > 0)',
    'histogram_quantile(0.95, sum by (le, country) (rate(webstore_payment_duration_seconds_bucket[20s] offset 5s)))',
  ])('may be %s', (query) => {
    expect(validateQuery(query)).toBeUndefined();
  });

  it.each([
    ['1 + 1', 'reads no series'],
    ['time() > bool 1790000000', 'reads no series'],
    ['up * on () group_left () vector(time())', 'asks the clock'],
    ['timestamp(up)', 'asks the clock'],
    ['up + on () group_left () minute(up)', 'asks the clock'],
    ['up @ 1790000000', 'asks the clock'],
    ['process_cpu_seconds_total > bool 12', 'compares with a bound'],
    ['up <= 0', 'compares with a bound'],
    ['up > bool 0', 'compares with a bound'],
    ['up > 12', 'compares with a bound'],
    ['up / (process_cpu_seconds_total - 12 > 0)', 'compares with a bound'],
  ])('may not be %s', (query, why) => {
    expect(validateQuery(query)).toContain(why);
  });
});
