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
  const hash = createHash('sha256').update(orderId).digest();
  const { declines, fastestMs, slowestMs } = countryProfiles[country];
  const declined = share(hash, 0) < declines;
  return {
    decline: declined ? declineReasons[hash.readUInt32BE(4) % declineReasons.length]! : null,
    delayMs: Math.round(fastestMs + share(hash, 8) * (slowestMs - fastestMs)),
  };
}

/** Four bytes of the hash as a number in [0, 1). */
function share(hash: Buffer, offset: number): number {
  return hash.readUInt32BE(offset) / 2 ** 32;
}
