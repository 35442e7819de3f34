import { readFileSync, statSync } from 'node:fs';
import { countries, type Country } from '@webstore/contracts';
import { z } from 'zod';
import { type Decision, shareOf } from './decision';
import type { ServiceTime } from './charge-queue';

/** How the bank behaves towards a country beside its usual profile. */
const condition = z.object({
  country: z.enum([...countries, '*']),
  /** Of the charges; without: all. */
  share: z.number().min(0).max(1).default(1),
  /** Added to the time that an answer takes, in milliseconds. */
  slowerMs: z.number().min(0).default(0),
  /** Share of the charges that are declined beside the usual ones. */
  declines: z.number().min(0).max(1).default(0),
  /** What each charge takes at the one desk that there is, in milliseconds; 0: there are enough. */
  eachMs: z.number().min(0).default(0),
  /** When that desk opens, in milliseconds since 1970. */
  opensAt: z.number().min(0).default(0),
});
const file = z.record(z.string(), condition);

export type Conditions = z.output<typeof condition>[];

/**
 * Reads the file again when it has changed. No file, no conditions; a file that is broken or cannot be read changes none.
 *
 * @param print is told once of each change that cannot be read
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

/** 0 while there is no file, -1 while nobody may look. */
function changeOf(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  } catch {
    return -1;
  }
}

/** The desk before which charges of the country wait; the slowest, when there are several. */
export const deskFor = (conditions: Conditions, country: Country): ServiceTime =>
  conditions
    .filter((one) => [country, '*'].includes(one.country))
    .reduce<ServiceTime>((slowest, one) => (one.eachMs > slowest.eachMs ? one : slowest), {
      eachMs: 0,
      opensAt: 0,
    });

/** What becomes of the decision under these conditions; a pure function of the order id as well. */
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
