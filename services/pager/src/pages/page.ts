import type { Page } from '@webstore/contracts';
import type { NotifiedAlert } from '../alertmanager/webhook';

/** A new page. The policy determines its team. */
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
    // An alert without a severity comes from a broken rule, and must not wait until the morning.
    severity: labels['severity'] === 'ticket' ? 'ticket' : 'page',
    labels,
    annotations,
    receiver,
    receivedAt: now.toISOString(),
  };
}
