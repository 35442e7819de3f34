import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

const { host, httpAllowedHosts, userToken, adminToken, testToken, syntheticToken } = baseConfig;
const shop = z.url({ protocol: /^https?$/ });

export const configSchema = z.object({
  ...{ host, httpAllowedHosts, userToken, adminToken, testToken, syntheticToken },
  port: port.default(8092),
  catalogUrl: shop,
  cartUrl: shop,
  checkoutUrl: shop,
  /** From the start of one journey to the start of the next. The alert SyntheticJourneyFailing counts on the default. */
  journeyEveryMs: milliseconds.default(15_000),
  /** How long each step of a journey may take: as long as an order may before it is late. */
  stepDeadlineMs: milliseconds.default(5_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
