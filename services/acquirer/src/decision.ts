import { createHash } from 'node:crypto';
import type { Country } from '@webstore/contracts';
import { countryProfiles } from './country-profiles';

export const declineReasons = [
  'insufficient_funds',
  'do_not_honour',
  'card_expired',
  'limit_exceeded',
] as const;

export interface Decision {
  /** `null` for a capture, else the reason of the decline. */
  decline: (typeof declineReasons)[number] | null;
  delayMs: number;
}

/** Decides about an order: a pure function of order id and country, so that a test can choose the outcome by the id. */
export function decide(orderId: string, country: Country): Decision {
  const { declines, fastestMs, slowestMs } = countryProfiles[country];
  const declined = shareOf(orderId, 0) < declines;
  return {
    decline: declined ? declineReasons[Math.floor(shareOf(orderId, 4) * declineReasons.length)]! : null,
    delayMs: Math.round(fastestMs + shareOf(orderId, 8) * (slowestMs - fastestMs)),
  };
}

/** Four bytes of the order id's hash at an offset, as a number in [0, 1). Different offsets yield independent values. */
export function shareOf(orderId: string, offset: 0 | 4 | 8 | 12 | 16): number {
  return createHash('sha256').update(orderId).digest().readUInt32BE(offset) / 2 ** 32;
}
