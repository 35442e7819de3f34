import { baseConfig, port } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8002),
  redisUrl: z.url({ protocol: /^rediss?$/ }),
  catalogUrl: z.url({ protocol: /^https?$/ }),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
