import { baseConfig, milliseconds, port } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8004),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Maximum pool size. */
  databasePoolSize: z.coerce.number().int().min(1).default(20),
  /** Path of the feature flags file. Default: none. */
  flagsFile: z.string().default(''),
  acquirerUrl: z.url({ protocol: /^https?$/ }),
  /** Timeout of a call to the acquirer. Then the outcome is unknown and is queried. */
  acquirerTimeoutMs: milliseconds.default(5_000),
  /** Maximum number of attempts per message; then it is parked. */
  messageAttempts: z.coerce.number().int().min(1).default(6),
  /** Pause before the second attempt, in milliseconds; it grows with each attempt. */
  messagePauseMs: milliseconds.default(200),
  /** A payment without an outcome after this time is ended, and a capture is refunded. Later than checkout's cancellation. */
  unansweredAfterMs: milliseconds.default(20 * 60_000),
  sweepEveryMs: milliseconds.default(30_000),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
