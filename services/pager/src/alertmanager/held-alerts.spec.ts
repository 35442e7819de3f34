import type { Alert } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { hasHeardOfAll, Unpaged } from './held-alerts';

const now = new Date('2026-11-29T11:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const held = (fingerprint: string, state: Alert['status']['state'] = 'active') =>
  ({ fingerprint, status: { state, silencedBy: [], inhibitedBy: [] } }) as unknown as Alert;

describe('an Alertmanager that holds an alert no longer', () => {
  it('is believed when it and Prometheus have run for a minute and a half', () => {
    expect(hasHeardOfAll(before(90), 18, now)).toBe(true);
    expect(hasHeardOfAll(before(89), 18, now)).toBe(false);
    expect(hasHeardOfAll(before(900), 14, now)).toBe(false);
  });
});

describe('alerts that Alertmanager holds without a page', () => {
  it('are overdue when it has had time to notify of them, and without a page all the time', () => {
    const unpaged = new Unpaged();
    expect(unpaged.overdue([held('a'), held('b')], [], now)).toEqual([]);
    expect(unpaged.overdue([held('a'), held('b')], [{ fingerprint: 'b' }], after(100))).toEqual([]);
    expect(unpaged.overdue([held('a'), held('b')], [], after(180))).toEqual([held('a')]);
  });

  it('are none that are silenced or inhibited, and wait again after that', () => {
    const unpaged = new Unpaged();
    unpaged.overdue([held('a')], [], now);
    expect(unpaged.overdue([held('a', 'suppressed')], [], after(200))).toEqual([]);
    expect(unpaged.overdue([held('a')], [], after(210))).toEqual([]);
  });
});
