import type { Page, PageLevel } from '@webstore/contracts';

const ladder: readonly PageLevel[] = ['first', 'second', 'everyone'];

/** First level of a page. A ticket waits in the queue for the next morning. */
export const firstLevel = ({ severity }: Pick<Page, 'severity'>): PageLevel =>
  severity === 'page' ? 'first' : 'queue';

/**
 * The level to notify now, if any. A pure function of stored data, so that a restart of the pager does not affect
 * escalation.
 */
export function dueLevel(
  page: Pick<Page, 'status' | 'notifications' | 'acknowledged'>,
  acknowledgeWithinSeconds: number,
  now: Date,
): PageLevel | undefined {
  const lastNotification = page.notifications.at(-1);
  if (page.status !== 'firing' || page.acknowledged || !lastNotification) return undefined;
  const waited = now.getTime() - Date.parse(lastNotification.at);
  if (waited < acknowledgeWithinSeconds * 1000 || !ladder.includes(lastNotification.level)) return undefined;
  return ladder[ladder.indexOf(lastNotification.level) + 1];
}
