import { baseConfig, port } from '@webstore/http';
import { z } from 'zod';

const seconds = z.coerce.number().positive().max(86_400);

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8001),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  /** How long stock stays set aside for an order that does not complete. */
  reservationSeconds: seconds.default(600),
  /** How often expired reservations are looked for. */
  expirySweepSeconds: seconds.default(10),
  /** How often products that are about to sell out are restocked. */
  restockSweepSeconds: seconds.default(15),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
