import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill, queries } from '@webstore/signals';
import { describe, it } from 'vitest';
import { stringify } from 'yaml';

const stages = ['product_view', 'add_to_cart', 'checkout_start', 'payment', 'checkout_complete'];

/** Prometheus' answer to a query over counters that grow by these amounts a minute, by country. */
function expectValues(name: keyof typeof queries, perMinute: Record<string, number[]>, expected: object[]) {
  const folder = mkdtempSync(join(tmpdir(), 'funnel-'));
  const input_series = Object.entries(perMinute).flatMap(([country, amounts]) =>
    amounts.map((amount, index) => ({
      series: `webstore_funnel_stage_total{environment="local",country="${country}",segment="new",stage="${stages[index]}"}`,
      values: `0+${amount}x10`,
    })),
  );
  const expr = fill((queries[name] as { text: string }).text, {
    environment: 'local',
    country: '.',
    period: '10m',
  })
    // `fill` accepts no regular expression.
    .replaceAll('country=~"."', 'country=~".+"');
  const promql_expr_test = [{ expr, eval_time: '10m', exp_samples: expected }];
  const file = join(folder, 'test.yml');
  writeFileSync(
    file,
    stringify({ evaluation_interval: '1m', tests: [{ interval: '1m', input_series, promql_expr_test }] }),
  );
  try {
    execFileSync('promtool', ['test', 'rules', file], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const one = (value: number) => [{ labels: '{}', value }];

describe('the funnel', () => {
  it('of visits from a product page to an order loses at each stage those who leave', () => {
    const visits = { DE: [40, 20, 10, 10, 8] };
    expectValues('funnelProductViews', visits, one(400));
    expectValues('funnelCarts', visits, one(200));
    expectValues('funnelOrders', visits, one(80));
  });

  it('has no stage with more customers than the one before, even if some skip one', () => {
    // Orders without product pages, as a script places them.
    const orders = { DE: [0, 2, 10, 10, 10] };
    for (const stage of ['funnelProductViews', 'funnelCarts', 'funnelCheckouts', 'funnelPayments'] as const)
      expectValues(stage, orders, one(100));
  });

  it('has conversions of at most 100 %, and no abandonment below 0', () => {
    const countries = { BR: [10, 10, 5, 5, 2], JP: [0, 2, 10, 10, 10] };
    const by = (BR: number, JP: number) => [
      { labels: '{country="BR"}', value: BR },
      { labels: '{country="JP"}', value: JP },
    ];
    expectValues('funnelConversion', countries, by(0.2, 1));
    expectValues('funnelAbandonment', countries, by(0.8, 0));
  });
});
