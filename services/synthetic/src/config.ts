import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

const { host, httpAllowedHosts, userToken, adminToken, testToken, syntheticToken } = baseConfig;
const shop = z.url({ protocol: /^https?$/ });

export const configSchema = z.object({
  host,
  httpAllowedHosts,
  userToken,
  adminToken,
  testToken,
  syntheticToken,
  port: port.default(8092),
  catalogUrl: shop,
  cartUrl: shop,
  checkoutUrl: shop,
  /** Interval between the starts of journeys. The alert SyntheticJourneyFailing relies on the default. */
  journeyEveryMs: milliseconds.default(15_000),
  /** Deadline of each journey step: the time after which an order is late. */
  stepDeadlineMs: milliseconds.default(5_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
