import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8001),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Maximum pool size. */
  databasePoolSize: z.coerce.number().int().min(1).default(20),
  /** Path of the feature flags file. Default: none. */
  flagsFile: z.string().default(''),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  /** Lifetime of a product cache entry, in seconds. */
  cacheSeconds: z.coerce.number().int().min(1).default(60),
  /** `each`: an entry expires after its own lifetime. `together`: all entries expire at the same time. */
  cacheExpiry: z.enum(['each', 'together']).default('each'),
  /** Maximum number of cached product pages; 0: unlimited. */
  pagesKept: z.coerce.number().int().min(0).default(8),
  /** Lifetime of a reservation whose order does not complete. */
  reservationMs: milliseconds.default(10 * 60_000),
  /** Interval between sweeps for expired reservations. */
  expireEveryMs: milliseconds.default(10_000),
  /** Interval between restocking sweeps. */
  restockEveryMs: milliseconds.default(15_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
