import { z } from 'zod';
import { services } from '@webstore/lab-core/clients/services.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';

/** The services that customers call. */
const limitable: readonly string[] = services;

const fewest = 1;
const most = 1_000;
const inFlight = z.coerce.number().int().min(fewest).max(most);

/**
 * Sets the maximum of concurrent requests of a component; refuses a component without a limit, and other
 * parameters.
 */
export function limitOf(part: string, given: Record<string, string>): number {
  if (!limitable.includes(part)) throw refused(`${part} cannot be limited; ${limitable.join(', ')} can.`);
  const unknown = Object.keys(given).find((name) => name !== 'inFlight');
  if (unknown) throw refused(`limit takes no ${unknown}: it takes inFlight.`);
  const read = inFlight.safeParse(given['inFlight']);
  if (read.success) return read.data;
  throw refused(
    `Say how many requests at a time, from ${fewest} to ${most}: ./lab mitigate limit ${part} inFlight=20.`,
  );
}

const refused = (message: string) => new Failure(message, exitCodes.usage);
