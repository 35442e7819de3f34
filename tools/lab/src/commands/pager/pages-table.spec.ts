import type { Page } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { pagesTable } from './pages-table.ts';

const now = Date.parse('2026-11-21T10:10:00Z');
const at = '2026-11-21T10:00:00.000Z';

function aPage(changed: Partial<Page> = {}): Page {
  return {
    id: 7,
    status: 'firing',
    alert: 'PaymentSuccessByCountry',
    severity: 'page',
    team: 'payments',
    labels: { service: 'payment', country: 'BR' },
    annotations: { summary: 'Payments fail', impact: '12 orders worth 840 € failed' },
    traceId: null,
    fingerprint: 'f',
    startsAt: at,
    receivedAt: at,
    resolvedAt: null,
    receiver: 'r',
    notifications: [{ level: 'first', people: ['elif'], at }],
    acknowledged: null,
    ...changed,
  } as Page;
}

const lines = (pages: Page[], width: number) => pagesTable(pages, width, now).split('\n');

describe('the table of pages', () => {
  it('shows for each page its age, its scope, its receiver and its cost', () => {
    const [head, row, impact] = lines([aPage()], 80);
    expect(head).toBe('id age kind alert                   where      status notified taken by');
    expect(row).toBe('7  10m page PaymentSuccessByCountry payment BR firing first');
    expect(impact).toBe('   12 orders worth 840 € failed');
  });

  it.each([80, 120])('fits into %i columns with any content', (width) => {
    const long = 'x'.repeat(200);
    const acknowledged = { by: long, at };
    const pages = [
      aPage({
        id: 123_456,
        alert: long,
        acknowledged,
        labels: { service: long },
        annotations: { impact: long },
      }),
      aPage({
        status: 'resolved',
        notifications: [{ level: 'everyone', people: [], at }],
        severity: 'ticket',
      }),
    ];
    for (const line of lines(pages, width)) expect(line.length).toBeLessThanOrEqual(width);
  });

  it('names a target that is no service by its labels, and shows the summary if the impact is unknown', () => {
    const [, lag, summary] = lines(
      [
        aPage({
          labels: { consumergroup: 'payment' },
          annotations: { summary: 'It lags' },
          notifications: [],
        }),
      ],
      80,
    );
    expect(lag).toMatch(/ payment +firing none$/);
    expect(summary).toBe('   It lags');
  });

  it('names the environment, unless it is local', () => {
    const labels = { service: 'payment' };
    const [, , inStaging] = lines([aPage({ labels: { ...labels, environment: 'staging' } })], 80);
    expect(inStaging).toBe('   staging: 12 orders worth 840 € failed');
    const [, , inLocal] = lines([aPage({ labels: { ...labels, environment: 'local' } })], 80);
    expect(inLocal).toBe('   12 orders worth 840 € failed');
  });

  it('removes control characters of an alert from its output', () => {
    const [, , impact] = lines([aPage({ annotations: { impact: 'a\u001b[2Jb\nc' } })], 80);
    expect(impact).toBe('   ab c');
  });
});
