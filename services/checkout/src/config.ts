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
  /** How long catalog may take to set stock aside. */
  reservationTimeoutMs: milliseconds.default(3_000),
  /** With which status a problem is answered; some clients read no body of another than 200. */
  problemStatus: z.enum(problemStatuses).default('own'),
  /** An order that is still pending then is late: customers notice. */
  lateAfterMs: milliseconds.default(5_000),
  /** An order that is still pending then is cancelled, and what was captured is refunded. */
  cancelAfterMs: milliseconds.default(15 * 60_000),
  sweepEveryMs: milliseconds.default(1_000),
  /** Topics that partners read as well: no trace context and no baggage goes there. */
  outsideTopics: listOf(z.string()).default([]),
  /** An event that Kafka has not acknowledged by then is sent again. Default: never. */
  publishTimeoutMs: milliseconds.optional(),
});

export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
