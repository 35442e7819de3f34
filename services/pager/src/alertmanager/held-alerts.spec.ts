import type { Alert } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { hasHeardOfAll, scrapesQuery, Unpaged } from './held-alerts';

const now = new Date('2026-11-29T11:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const held = (fingerprint: string, state: Alert['status']['state'] = 'active') =>
  ({ fingerprint, status: { state, silencedBy: [], inhibitedBy: [] } }) as unknown as Alert;

describe('an Alertmanager without an earlier alert', () => {
  it('is trusted after it and Prometheus have run for 150 seconds', () => {
    expect(hasHeardOfAll(before(150), 30, now, 1)).toBe(true);
    expect(hasHeardOfAll(before(149), 30, now, 1)).toBe(false);
    expect(hasHeardOfAll(before(900), 24, now, 1)).toBe(false);
  });

  it('is trusted sooner with a faster clock, after the same number of scrapes', () => {
    expect(hasHeardOfAll(before(15), 25, now, 10)).toBe(true);
    expect(hasHeardOfAll(before(14), 25, now, 10)).toBe(false);
    expect(scrapesQuery(10)).toBe('max(count_over_time(up[15000ms]))');
  });
});

describe('alerts of Alertmanager without a page', () => {
  it('are overdue after the maximum notification delay without a page', () => {
    const unpaged = new Unpaged(1);
    expect(unpaged.overdue([held('a'), held('b')], [], now)).toEqual([]);
    expect(unpaged.overdue([held('a'), held('b')], [{ fingerprint: 'b' }], after(100))).toEqual([]);
    expect(unpaged.overdue([held('a'), held('b')], [], after(180))).toEqual([held('a')]);
  });

  it('are overdue sooner with a faster clock', () => {
    const unpaged = new Unpaged(10);
    expect(unpaged.overdue([held('a')], [], now)).toEqual([]);
    expect(unpaged.overdue([held('a')], [], after(17))).toEqual([]);
    expect(unpaged.overdue([held('a')], [], after(18))).toEqual([held('a')]);
  });

  it('do not include silenced or inhibited alerts, whose wait starts again afterwards', () => {
    const unpaged = new Unpaged(1);
    unpaged.overdue([held('a')], [], now);
    expect(unpaged.overdue([held('a', 'suppressed')], [], after(200))).toEqual([]);
    expect(unpaged.overdue([held('a')], [], after(210))).toEqual([]);
  });
});
