import type { Page } from '@webstore/contracts';
import type { Alert } from '@webstore/signals';

/** Prometheus repeats what fires every minute: an Alertmanager that has run for longer has heard of all of it. */
const HEARD_OF_ALL_AFTER_MS = 90_000;
/** Scrapes in 90 seconds of a Prometheus that has run for nearly as long: every rule has had time to fire. */
const SCRAPES_OF_A_SETTLED_PROMETHEUS = 15;
/** Alertmanager waits for no group longer than this before it notifies of it. */
const NOTIFIED_WITHIN_MS = 180_000;

/** Whether Alertmanager holds all that fires: it has run for long enough, and so has Prometheus, which it hears it from. */
export function hasHeardOfAll(alertmanagerStartedAt: Date, scrapes: number, now: Date): boolean {
  const running = now.getTime() - alertmanagerStartedAt.getTime();
  return running >= HEARD_OF_ALL_AFTER_MS && scrapes >= SCRAPES_OF_A_SETTLED_PROMETHEUS;
}

/** Remembers since when Alertmanager has held alerts as active without a page of theirs. */
export class Unpaged {
  private since = new Map<string, number>();

  /** Those that have waited for longer than Alertmanager needs to notify of them: it takes them for notified already. */
  overdue(held: Alert[], open: Pick<Page, 'fingerprint'>[], now: Date): Alert[] {
    const paged = new Set(open.map(({ fingerprint }) => fingerprint));
    const waiting = held.filter(
      ({ status, fingerprint }) => status.state === 'active' && !paged.has(fingerprint),
    );
    this.since = new Map(
      waiting.map(({ fingerprint }) => [fingerprint, this.since.get(fingerprint) ?? now.getTime()]),
    );
    return waiting.filter(
      ({ fingerprint }) => now.getTime() - this.since.get(fingerprint)! >= NOTIFIED_WITHIN_MS,
    );
  }
}
