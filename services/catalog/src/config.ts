import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8001),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Maximum pool size. */
  databasePoolSize: z.coerce.number().int().min(1).default(20),
  /** Where choices are told while it runs. Default: nowhere. */
  flagsFile: z.string().default(''),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  /** How long what the cache says of a product is believed. */
  cacheSeconds: z.coerce.number().int().min(1).default(60),
  /** Each entry by itself, or all at the same moment, so that one can say of anything when it was last looked up. */
  cacheExpiry: z.enum(['each', 'together']).default('each'),
  /** So many pages of products are remembered; 0: all. */
  pagesKept: z.coerce.number().int().min(0).default(8),
  /** How long stock stays set aside for an order that does not complete. */
  reservationMs: milliseconds.default(10 * 60_000),
  /** How often expired reservations are looked for. */
  expireEveryMs: milliseconds.default(10_000),
  /** How often products that are about to sell out are restocked. */
  restockEveryMs: milliseconds.default(15_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
