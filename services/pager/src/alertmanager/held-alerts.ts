import type { Page } from '@webstore/contracts';
import type { Alert } from '@webstore/signals';

/**
 * After this time Alertmanager has received every alert that fires. Prometheus repeats alerts every minute; one that has restarted fires them again
 * after their `for` (at most a minute) and the scrapes that their expressions need, and both take some seconds to start.
 */
const HEARD_OF_ALL_AFTER_MS = 150_000;
/** Scrapes in this time, one every five seconds, of a Prometheus that has run for most of it. */
const SCRAPES_OF_A_SETTLED_PROMETHEUS = 25;
/** Alertmanager waits for no group longer than this before it notifies of it. */
const NOTIFIED_WITHIN_MS = 180_000;

/** How many scrapes Prometheus has made in the time in which Alertmanager hears of all that fires. */
export const scrapesQuery = (clock: number) => `max(count_over_time(up[${HEARD_OF_ALL_AFTER_MS / clock}ms]))`;

/** Whether Alertmanager has run for as long as it takes until all that fires has been sent to it again. */
export const hasSettled = (alertmanagerStartedAt: Date, now: Date, clock: number): boolean =>
  (now.getTime() - alertmanagerStartedAt.getTime()) * clock >= HEARD_OF_ALL_AFTER_MS;

/** Whether Alertmanager holds all that fires: it has run for long enough, and so has Prometheus, which it hears it from. */
export const hasHeardOfAll = (alertmanagerStartedAt: Date, scrapes: number, now: Date, clock: number) =>
  hasSettled(alertmanagerStartedAt, now, clock) && scrapes >= SCRAPES_OF_A_SETTLED_PROMETHEUS;

/** Remembers since when Alertmanager has held alerts as active without a page of theirs. */
export class Unpaged {
  private since = new Map<string, number>();

  /** @param clock how many times as fast Alertmanager's clock runs */
  constructor(private readonly clock: number) {}

  /** Those that have waited for longer than Alertmanager needs to notify of them: it takes them for notified already. */
  overdue(held: Alert[], open: Pick<Page, 'fingerprint'>[], now: Date): Alert[] {
    const paged = new Set(open.map(({ fingerprint }) => fingerprint));
    const waiting = held.filter(
      ({ status, fingerprint }) => status.state === 'active' && !paged.has(fingerprint),
    );
    this.since = new Map(
      waiting.map(({ fingerprint }) => [fingerprint, this.since.get(fingerprint) ?? now.getTime()]),
    );
    const waited = ({ fingerprint }: Alert) => now.getTime() - this.since.get(fingerprint)!;
    return waiting.filter((alert) => waited(alert) * this.clock >= NOTIFIED_WITHIN_MS);
  }
}
