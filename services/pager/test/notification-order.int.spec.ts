import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NotifiedAlert } from '../src/alertmanager/webhook';
import { PageEpisodes } from '../src/pages/page-episodes';
import { PagesRepository } from '../src/pages/pages.repository';
import { anAlert } from './running-pager';

const policy = {
  acknowledgeWithinSeconds: 120,
  defaultTeam: 'payments',
  teams: { payments: { first: 'elif', second: 'farid' } },
};
const begin = Date.UTC(2026, 10, 29, 10);
const received = new Date(begin + 100 * 60_000);

/** Outages of one alert: minutes between outages, and between the starts that restarts report for each. */
const outages = fc.array(
  fc.record({
    pause: fc.integer({ min: 1, max: 9 }),
    starts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** Possible ends of a firing alert: none, the year 1, long ago, far in the future. */
const oddEnd = fc.constantFrom(
  undefined,
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2099-01-01T00:00:00Z',
);

/** The notifications of these outages in chronological order; the last outage may be ongoing. */
function notificationsOf(all: { pause: number; starts: number[] }[], goesOn: boolean): NotifiedAlert[] {
  const alert = anAlert();
  let clock = begin;
  const after = (minutes: number) => new Date((clock += minutes * 60_000)).toISOString();
  return all.flatMap(({ pause, starts }, index) => {
    const firing = starts.map((minutes, n) => ({ ...alert, startsAt: after(n === 0 ? pause : minutes) }));
    const over: NotifiedAlert = { ...firing.at(-1)!, status: 'resolved', endsAt: after(1) };
    return goesOn && index === all.length - 1 ? firing : [...firing, over];
  });
}

describe('notifications of one alert', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'pager-order-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The pages after these notifications, each with its end and number of notifications. */
  function pagesAfter(notifications: NotifiedAlert[]) {
    const pages = new PagesRepository({ dataFile: ':memory:' });
    const episodes = new PageEpisodes(pages, policy);
    for (const alert of notifications)
      pages.inTransaction(() => episodes.take('payments-page', alert, received));
    const seen = pages.list({ limit: -1 }).map(({ status, resolvedAt, notifications }) => ({
      status,
      resolvedAt,
      notified: notifications.length,
    }));
    pages.onApplicationShutdown();
    return seen.toSorted((a, b) => (a.resolvedAt ?? '~').localeCompare(b.resolvedAt ?? '~'));
  }

  it('lead to the same pages if repeated, in any order and with odd ends, without extra notifications and with one for an ongoing outage', () => {
    const orders = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 60, maxLength: 60 });
    const property = fc.property(outages, fc.boolean(), orders, oddEnd, (all, goesOn, order, endsAt) => {
      const inOrder = notificationsOf(all, goesOn);
      const copies = inOrder.map((alert) => (alert.status === 'firing' ? { ...alert, endsAt } : alert));
      const twice = [...inOrder, ...copies];
      const shuffled = twice.map((alert, n) => ({ alert, key: order[n]! })).toSorted((a, b) => a.key - b.key);
      const expected = pagesAfter(inOrder);
      const actual = pagesAfter(shuffled.map(({ alert }) => alert));
      const shape = (seen: typeof expected) => seen.map(({ status, resolvedAt }) => ({ status, resolvedAt }));
      expect(expected).toHaveLength(all.length);
      expect(shape(actual)).toEqual(shape(expected));
      for (const { notified } of actual) expect(notified).toBeLessThanOrEqual(1);
      for (const { status, notified } of actual) if (status === 'firing') expect(notified).toBe(1);
    });
    fc.assert(property, { numRuns: 60 });
  });
});
