import type { NotifiedAlert } from '../alertmanager/webhook';

/** Maximum clock difference between two machines. */
const SKEW_MS = 60_000;

/** The reported start, which identifies the occurrence; undefined if there is none. */
export function reportedStart({ startsAt }: Pick<NotifiedAlert, 'startsAt'>): string | undefined {
  return isSet(startsAt) ? new Date(startsAt).toISOString() : undefined;
}

/** The start of an occurrence, at most the time of receipt. */
export function beganAt(start: string | undefined, now: Date): string {
  return start && Date.parse(start) < now.getTime() ? start : now.toISOString();
}

/**
 * The end of an occurrence; null while it fires. An end that is missing, in the future or before the start is replaced with the
 * start, so that it does not end anything that began later.
 */
export function reportedEnd({ status, endsAt }: NotifiedAlert, began: string, now: Date): string | null {
  if (status === 'firing') return null;
  if (!isSet(endsAt) || Date.parse(endsAt) > now.getTime() + SKEW_MS) return began;
  const end = new Date(endsAt).toISOString();
  return end > began ? end : began;
}

/** Alertmanager writes the year 1 for a missing time. */
const isSet = (moment: string | undefined): moment is string =>
  moment !== undefined && Date.parse(moment) > 0;
