import type { Page } from '@webstore/contracts';
import type { Alert } from '@webstore/signals';

/** Prometheus repeats what fires every minute: an Alertmanager that has run for longer has heard of all of it. */
const HEARD_OF_ALL_AFTER_MS = 90_000;

/** Whether Alertmanager, which sent us this page, holds its alert no longer. */
export function hasEnded(
  { fingerprint, startsAt }: Pick<Page, 'fingerprint' | 'startsAt'>,
  held: Pick<Alert, 'fingerprint' | 'startsAt'>[],
  alertmanagerStartedAt: Date,
  now: Date,
): boolean {
  if (now.getTime() - alertmanagerStartedAt.getTime() < HEARD_OF_ALL_AFTER_MS) return false;
  // The same alert with another start is another occurrence: this one is over.
  return !held.some(
    (alert) => alert.fingerprint === fingerprint && Date.parse(alert.startsAt) === Date.parse(startsAt),
  );
}
