import type { Page } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';

/** A page as it begins; whose it is, the policy says. */
export type NewPage = Omit<Page, 'id' | 'team' | 'traceId' | 'notifications' | 'acknowledged'>;

/** What tells one occurrence of an alert from the next. Alertmanager writes nanoseconds and any time zone. */
export function occurrenceOf({ fingerprint, startsAt }: NotifiedAlert) {
  return { fingerprint, startsAt: new Date(startsAt).toISOString() };
}

/** A resolved alert has ended when it says so, and not when we hear of it. */
export function stateOf({ status, endsAt }: NotifiedAlert, now: Date): Pick<Page, 'status' | 'resolvedAt'> {
  if (status === 'firing') return { status, resolvedAt: null };
  const ended = new Date(endsAt);
  return { status, resolvedAt: (ended < now ? ended : now).toISOString() };
}

export function newPage(receiver: string, alert: NotifiedAlert, now: Date): NewPage {
  const { labels, annotations } = alert;
  return {
    ...occurrenceOf(alert),
    ...stateOf(alert, now),
    alert: labels['alertname'] ?? 'unnamed',
    // A rule that forgot its severity is broken, and what it found may not wait until the morning.
    severity: labels['severity'] === 'ticket' ? 'ticket' : 'page',
    labels,
    annotations,
    receiver,
    receivedAt: now.toISOString(),
  };
}
