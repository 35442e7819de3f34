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
  /** `null` when the bank captures the money, else why it does not. */
  decline: (typeof declineReasons)[number] | null;
  delayMs: number;
}

/** What the bank makes of an order: a pure function of the order id, so that a test can choose its outcome. */
export function decide(orderId: string, country: Country): Decision {
  const { declines, fastestMs, slowestMs } = countryProfiles[country];
  const declined = shareOf(orderId, 0) < declines;
  return {
    decline: declined ? declineReasons[Math.floor(shareOf(orderId, 4) * declineReasons.length)]! : null,
    delayMs: Math.round(fastestMs + shareOf(orderId, 8) * (slowestMs - fastestMs)),
  };
}

/** Four bytes of the order id's hash, from an offset on, as a number in [0, 1): draws that do not depend on each other. */
export function shareOf(orderId: string, offset: 0 | 4 | 8 | 12 | 16): number {
  return createHash('sha256').update(orderId).digest().readUInt32BE(offset) / 2 ** 32;
}
