import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A bank that decides as ever and then leaves a share of one country's charges (`*`: of all) without an answer in time, or declines
 * more of them.
 */
const { SLOW_COUNTRY = '', SLOW_SHARE = '0', MORE_DECLINES = '0' } = process.env;
/** Longer than payment waits. */
const TOO_LATE_MS = 20_000;

const decision = createRequire(join(process.cwd(), 'dist/main.js'))('./decision.js') as {
  decide(orderId: string, country: string): { decline: string | null; delayMs: number };
};
const { decide } = decision;
decision.decide = (orderId, country) => {
  const usual = decide(orderId, country);
  const chance = Math.random();
  if (chance < Number(MORE_DECLINES)) return { ...usual, decline: 'do_not_honour' };
  const slow = [country, '*'].includes(SLOW_COUNTRY) && chance < Number(SLOW_SHARE);
  return slow ? { ...usual, delayMs: TOO_LATE_MS } : usual;
};
