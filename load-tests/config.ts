import type { Options } from 'k6/options';

const env = (name: string, fallback: string) => __ENV[name] || fallback;

export const shop = {
  catalog: env('CATALOG_URL', 'http://127.0.0.1:8001'),
  cart: env('CART_URL', 'http://127.0.0.1:8002'),
  checkout: env('CHECKOUT_URL', 'http://127.0.0.1:8003'),
  token: env('USER_TOKEN', 'user-token-123'),
};

/** Customers at the same time. */
export const users = Number(env('USERS', '5'));
export const duration = env('DURATION', '60s');
/** All customers from one country, such as `BR`; without it from all. */
export const country: string | undefined = __ENV['COUNTRY'];

/** What every scenario shares. Few tags, so that the results may live beside the shop's own metrics. */
export const options: Options = {
  systemTags: ['scenario', 'name', 'method', 'status', 'check', 'expected_response'],
  thresholds: { http_req_failed: ['rate<0.01'], checks: ['rate>0.99'] },
};

/** `users` customers, one visit after the other. A visit may end after the time is up: its order is awaited. */
export const visitors = (exec?: string, vus = users) => ({
  executor: 'constant-vus' as const,
  vus,
  duration,
  gracefulStop: '75s',
  ...(exec && { exec }),
});
