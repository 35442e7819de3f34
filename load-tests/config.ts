import type { Options } from 'k6/options';

const env = (name: string, fallback: string) => __ENV[name] || fallback;

export const shop = {
  catalog: env('CATALOG_URL', 'http://127.0.0.1:8001'),
  cart: env('CART_URL', 'http://127.0.0.1:8002'),
  checkout: env('CHECKOUT_URL', 'http://127.0.0.1:8003'),
};

/** Customers at the same time, while the shop is fast. */
export const users = Number(env('USERS', '5'));
export const duration = env('DURATION', '60s');
/** All customers from one country, such as `BR`; without it from all. */
export const country: string | undefined = __ENV['COUNTRY'];

/** An accepted order must have ended after this long. */
export const PATIENCE_SECONDS = 30;

/** What every scenario shares. Few tags, so that the results may live beside the shop's own metrics. */
export const options: Options = {
  systemTags: ['scenario', 'name', 'method', 'status', 'check', 'expected_response'],
  thresholds: { http_req_failed: ['rate<0.01'], checks: ['rate>0.99'] },
};

/** The seconds from one customer of the same user to the next: about what a visit takes while the shop is fast. */
export const VISIT_SECONDS = 3;

/**
 * Customers arrive at a fixed rate, whether or not the shop still serves those before them: a shop that stands still has
 * as many new customers as before, and each of them has an objective to be counted against. A visit may end after the
 * time is up: its order is awaited.
 */
export const visitors = (exec?: string, arriving = users, patience = PATIENCE_SECONDS) => ({
  executor: 'constant-arrival-rate' as const,
  rate: arriving,
  timeUnit: `${VISIT_SECONDS}s`,
  duration,
  // As many as arrive while one waits for an order as long as anybody does. All at once: k6 drops a visit for each that it has to make.
  preAllocatedVUs: Math.ceil((arriving * patience) / VISIT_SECONDS) + arriving,
  gracefulStop: `${patience + 15}s`,
  ...(exec && { exec }),
});
