import { randomBytes } from 'node:crypto';

/**
 * A trace id at the far end of what the kept share takes first (libs/telemetry/src/sampling/keep.ts): only who asks for it, or
 * another reason, has it kept. So a proof cannot hold by luck.
 */
export const newTraceId = (): string =>
  `${randomBytes(9).toString('hex')}f${randomBytes(7).toString('hex').slice(1)}`;

export const newSpanId = (): string => randomBytes(8).toString('hex');
