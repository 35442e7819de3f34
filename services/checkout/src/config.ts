import { baseConfig, listOf, milliseconds, port, problemStatuses } from '@webstore/http';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  port: port.default(8003),
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Maximum pool size. */
  databasePoolSize: z.coerce.number().int().min(1).default(20),
  /** `twice` repeats the lookup of a replay inside the transaction, on a second connection. */
  replayLookup: z.enum(['before', 'twice']).default('before'),
  cartUrl: z.url({ protocol: /^https?$/ }),
  catalogUrl: z.url({ protocol: /^https?$/ }),
  /** Timeout of a stock reservation in catalog. */
  reservationTimeoutMs: milliseconds.default(3_000),
  /** Status of problem responses; some clients ignore the body unless the status is 200. */
  problemStatus: z.enum(problemStatuses).default('own'),
  /** An order that is pending for longer is late. */
  lateAfterMs: milliseconds.default(5_000),
  /** An order that is pending for longer is cancelled, and a captured payment is refunded. */
  cancelAfterMs: milliseconds.default(15 * 60_000),
  sweepEveryMs: milliseconds.default(1_000),
  /** Topics with external consumers: messages there have no trace context and no baggage. */
  outsideTopics: listOf(z.string()).default([]),
  /** Time after which an unacknowledged event is sent again. Default: never. */
  publishTimeoutMs: milliseconds.optional(),
});

export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
