import type { Page } from '@webstore/contracts';
import type { Alert } from '@webstore/signals';

/**
 * After this time Alertmanager has received every alert that fires. Prometheus repeats alerts every minute; one that has restarted fires them again
 * after their `for` (at most a minute) and the scrapes that their expressions need, and both take some seconds to start.
 */
const HEARD_OF_ALL_AFTER_MS = 150_000;
/** Scrapes in this time, one every five seconds, of a Prometheus that has run for most of it. */
const SCRAPES_OF_A_SETTLED_PROMETHEUS = 25;
/** Maximum delay of Alertmanager before it notifies of a group. */
const NOTIFIED_WITHIN_MS = 180_000;

/** PromQL for the number of scrapes in the time in which Alertmanager receives all firing alerts. */
export const scrapesQuery = (clock: number) => `max(count_over_time(up[${HEARD_OF_ALL_AFTER_MS / clock}ms]))`;

/** Whether Alertmanager has run long enough to receive all firing alerts again. */
export const hasSettled = (alertmanagerStartedAt: Date, now: Date, clock: number): boolean =>
  (now.getTime() - alertmanagerStartedAt.getTime()) * clock >= HEARD_OF_ALL_AFTER_MS;

/** Whether Alertmanager has all firing alerts: both it and Prometheus have run long enough. */
export const hasHeardOfAll = (alertmanagerStartedAt: Date, scrapes: number, now: Date, clock: number) =>
  hasSettled(alertmanagerStartedAt, now, clock) && scrapes >= SCRAPES_OF_A_SETTLED_PROMETHEUS;

/** Tracks how long Alertmanager has had active alerts without a page. */
export class Unpaged {
  private since = new Map<string, number>();

  /** @param clock speed factor of Alertmanager's clock */
  constructor(private readonly clock: number) {}

  /** Alerts without a page for longer than the maximum notification delay: Alertmanager considers them already notified. */
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
