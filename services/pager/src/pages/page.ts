import type { Page } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';

/** A page as it begins; whose it is, the policy says. */
export type NewPage = Omit<Page, 'id' | 'team' | 'traceId' | 'notifications' | 'acknowledged'>;

export function newPage(
  receiver: string,
  { labels, annotations, fingerprint }: NotifiedAlert,
  startsAt: string,
  now: Date,
): NewPage {
  return {
    fingerprint,
    startsAt,
    status: 'resolved',
    resolvedAt: null,
    alert: labels['alertname'] ?? 'unnamed',
    // A rule that forgot its severity is broken, and what it found may not wait until the morning.
    severity: labels['severity'] === 'ticket' ? 'ticket' : 'page',
    labels,
    annotations,
    receiver,
    receivedAt: now.toISOString(),
  };
}
