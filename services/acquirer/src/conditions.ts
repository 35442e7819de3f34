import { readFileSync, statSync } from 'node:fs';
import { countries, type Country } from '@webstore/contracts';
import { z } from 'zod';
import { type Decision, shareOf } from './decision';
import type { ServiceTime } from './charge-queue';

/** A change to the acquirer's usual profile of a country. */
const condition = z.object({
  country: z.enum([...countries, '*']),
  /** Affected share of the charges, 0 to 1. Default: all. */
  share: z.number().min(0).max(1).default(1),
  /** Additional response time in milliseconds. */
  slowerMs: z.number().min(0).default(0),
  /** Additional share of declined charges, 0 to 1. */
  declines: z.number().min(0).max(1).default(0),
  /** Time per charge at a single desk, in milliseconds; 0: no queueing. */
  eachMs: z.number().min(0).default(0),
  /** Time at which that desk opens, in milliseconds since the epoch. */
  opensAt: z.number().min(0).default(0),
});
const file = z.record(z.string(), condition);

export type Conditions = z.output<typeof condition>[];

/**
 * Reads the conditions from the file, again after each change. No file means no conditions; an invalid or unreadable file
 * changes nothing.
 *
 * @param print called once per change that cannot be read
 */
export function conditionsIn(
  path: string | undefined,
  print: (line: string) => void = () => undefined,
): () => Conditions {
  let readAt = 0;
  let known: Conditions = [];
  return () => {
    if (!path) return known;
    const changedAt = changeOf(path);
    if (changedAt === readAt) return known;
    readAt = changedAt;
    try {
      known = changedAt === 0 ? [] : Object.values(file.parse(JSON.parse(readFileSync(path, 'utf8'))));
    } catch (error) {
      print(`warning ${path} cannot be read, the conditions stay as they are: ${String(error)}`);
    }
    return known;
  };
}

/** Identifies a version of the file: 0 if there is none, -1 if it is not accessible. */
function changeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    return -1;
  }
}

/** The desk for charges of the country; the slowest if there are several. */
export const deskFor = (conditions: Conditions, country: Country): ServiceTime =>
  conditions
    .filter((one) => [country, '*'].includes(one.country))
    .reduce<ServiceTime>((slowest, one) => (one.eachMs > slowest.eachMs ? one : slowest), {
      eachMs: 0,
      opensAt: 0,
    });

/** Applies the conditions to the usual decision. A pure function of the order id, like {@link decide}. */
export function under(conditions: Conditions, orderId: string, country: Country, usual: Decision): Decision {
  return conditions
    .filter((one) => [country, '*'].includes(one.country) && shareOf(orderId, 12) < one.share)
    .reduce(
      ({ decline, delayMs }, { slowerMs, declines }) => ({
        decline: decline ?? (shareOf(orderId, 16) < declines ? 'do_not_honour' : null),
        delayMs: delayMs + slowerMs,
      }),
      usual,
    );
}
