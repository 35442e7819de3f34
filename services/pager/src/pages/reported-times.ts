import type { NotifiedAlert } from '../alertmanager/webhook';

/** Clocks of two machines differ by this much at most. */
const SKEW_MS = 60_000;

/** The start that tells this occurrence from others, as it was reported; undefined when there is none. */
export function reportedStart({ startsAt }: Pick<NotifiedAlert, 'startsAt'>): string | undefined {
  return isSet(startsAt) ? new Date(startsAt).toISOString() : undefined;
}

/** When an occurrence began, for all that is known: not after it was received. */
export function beganAt(start: string | undefined, now: Date): string {
  return start && Date.parse(start) < now.getTime() ? start : now.toISOString();
}

/**
 * When an occurrence ended; null while it fires. An end that is missing, in the future or before the start says only that it is
 * over: it counts from the start on, so that it ends nothing that began later.
 */
export function reportedEnd({ status, endsAt }: NotifiedAlert, began: string, now: Date): string | null {
  if (status === 'firing') return null;
  if (!isSet(endsAt) || Date.parse(endsAt) > now.getTime() + SKEW_MS) return began;
  const end = new Date(endsAt).toISOString();
  return end > began ? end : began;
}

/** Alertmanager writes the year 1 where it has no time. */
const isSet = (moment: string | undefined): moment is string =>
  moment !== undefined && Date.parse(moment) > 0;
