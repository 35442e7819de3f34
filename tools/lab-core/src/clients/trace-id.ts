import { randomBytes } from 'node:crypto';

/**
 * A trace id that sampling keeps last (libs/telemetry/src/sampling/keep.ts): its trace is kept only on
 * request or for another reason. So a proof cannot succeed by luck.
 */
export const newTraceId = (): string =>
  `${randomBytes(9).toString('hex')}f${randomBytes(7).toString('hex').slice(1)}`;

export const newSpanId = (): string => randomBytes(8).toString('hex');
