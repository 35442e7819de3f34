import type { Page } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { dueLevel, firstLevel } from './escalation';

type Notifications = Page['notifications'];

const at = '2026-11-21T10:00:00.000Z';
const after = (seconds: number) => new Date(Date.parse(at) + seconds * 1000);
const notified = (...levels: Notifications[number]['level'][]): Notifications =>
  levels.map((level) => ({ level, people: [], at }));
const page = { status: 'firing' as const, notifications: notified('first'), acknowledged: null };

describe('escalation', () => {
  it('begins with the first on-call engineer, and for a ticket with the queue', () => {
    expect(firstLevel({ severity: 'page' })).toBe('first');
    expect(firstLevel({ severity: 'ticket' })).toBe('queue');
  });

  it('notifies the next level only after the deadline', () => {
    expect(dueLevel(page, 120, after(119.9))).toBeUndefined();
    expect(dueLevel(page, 120, after(120))).toBe('second');
  });

  it('measures from the last notification, and ends with everyone', () => {
    expect(dueLevel({ ...page, notifications: notified('first', 'second') }, 120, after(120))).toBe(
      'everyone',
    );
    const all = notified('first', 'second', 'everyone');
    expect(dueLevel({ ...page, notifications: all }, 120, after(10_000))).toBeUndefined();
    const late = { level: 'second' as const, people: [], at: after(100).toISOString() };
    expect(
      dueLevel({ ...page, notifications: [...notified('first'), late] }, 120, after(219)),
    ).toBeUndefined();
  });

  it('stops after an acknowledgement and after the end of the alert', () => {
    expect(dueLevel({ ...page, acknowledged: { by: 'ada', at } }, 120, after(500))).toBeUndefined();
    expect(dueLevel({ ...page, status: 'resolved' }, 120, after(500))).toBeUndefined();
  });

  it('leaves a ticket in the queue', () => {
    expect(dueLevel({ ...page, notifications: notified('queue') }, 120, after(500))).toBeUndefined();
  });
});
