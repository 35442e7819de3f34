import { z } from 'zod';
import { operationSummary, problem } from './problem.ts';

export const operationStates = ['running', 'succeeded', 'failed'] as const;

/** A change of the lab that takes longer than a request. The host stores the last hundred in memory. */
export const operation = operationSummary.extend({
  state: z.enum(operationStates),
  endedAt: z.iso.datetime().nullable(),
  /** Sentences, oldest first. */
  progress: z.array(z.object({ at: z.iso.datetime(), line: z.string() })),
  /** After success; its schema belongs to the route that started the operation. */
  result: z.unknown(),
  /** After a failure. */
  problem: problem.nullable(),
});
export type Operation = z.infer<typeof operation>;
export type OperationSummary = z.infer<typeof operationSummary>;

/** Maximum wait of one request for a change of an operation. */
export const longestWaitMs = 20_000;

export const operationParams = z.object({ id: z.uuid() });
/** The answer comes at the operation's end, after its next line, or after this time. Default: at once. */
export const operationQuery = z.object({
  waitMs: z.coerce.number().int().min(0).max(longestWaitMs).default(0),
  /** Number of lines that the caller has. */
  after: z.coerce.number().int().min(0).default(0),
});
