import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A bank with the usual decisions that then leaves a share of one country's charges (`*`: of all) without an
 * answer in time, or declines more of them.
 */
const { SLOW_COUNTRY = '', SLOW_SHARE = '0', MORE_DECLINES = '0' } = process.env;
/** Longer than payment's timeout. */
const TOO_LATE_MS = 20_000;

const decision = createRequire(join(process.cwd(), 'dist/main.js'))('./decision.js') as {
  decide(orderId: string, country: string): { decline: string | null; delayMs: number };
};
const { decide } = decision;
/** Counted, not random: one of a hundred is exactly one in every hundred. */
let charges = 0;
const isOneOf = (share: number) => share > 0 && charges % Math.round(1 / share) === 0;

decision.decide = (orderId, country) => {
  const usual = decide(orderId, country);
  if (Math.random() < Number(MORE_DECLINES)) return { ...usual, decline: 'do_not_honour' };
  if (![country, '*'].includes(SLOW_COUNTRY)) return usual;
  charges++;
  return isOneOf(Number(SLOW_SHARE)) ? { ...usual, delayMs: TOO_LATE_MS } : usual;
};
