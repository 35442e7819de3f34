import { randomBytes, randomInt } from 'node:crypto';

const digits = (value: number, length: number) => value.toString(16).padStart(length, '0');

/**
 * A trace id within the share of traces that is kept: the share is a pure function of the last 56 bits
 * (libs/telemetry/src/keep.ts), so an id can be chosen that every service will keep.
 */
export function newTraceId(share: number): string {
  const upper = Math.max(1, Math.floor(share * 2 ** 28));
  return randomBytes(9).toString('hex') + digits(randomInt(upper), 7) + digits(randomInt(2 ** 28), 7);
}

export const newSpanId = (): string => randomBytes(8).toString('hex');
