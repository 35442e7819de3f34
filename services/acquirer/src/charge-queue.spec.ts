import { describe, expect, it } from 'vitest';
import { ChargeQueue } from './charge-queue';

describe('the charge queue', () => {
  const desk = { eachMs: 200, opensAt: 0 };

  it('is empty if charges take no time', () => {
    const sut = new ChargeQueue();
    expect([1, 2, 3].map(() => sut.join({ eachMs: 0, opensAt: 9_000 }, 1_000))).toEqual([0, 0, 0]);
  });

  it('grows with each charge that arrives before earlier ones are done, and drains without new charges', () => {
    const sut = new ChargeQueue();
    expect([1_000, 1_000, 1_100].map((now) => sut.join(desk, now))).toEqual([200, 400, 500]);
    expect(sut.join(desk, 5_000)).toBe(200);
  });

  it('waits while the desk is closed, and keeps its length when the desk opens', () => {
    const sut = new ChargeQueue();
    const closed = { ...desk, opensAt: 4_000 };
    expect([1_000, 2_000].map((now) => sut.join(closed, now))).toEqual([3_200, 2_400]);
    expect(sut.join(closed, 4_100)).toBe(500);
  });

  /** Six callers retry after each timeout. @returns the delay of the queue one minute after the desk closed */
  const minuteAfter = (patienceMs: number, closedMs: number) => {
    const sut = new ChargeQueue();
    const orders = Array.from({ length: 6 }, () => ({ nextAt: 0, doneAt: Infinity }));
    let behind = 0;
    for (let now = 0; now < closedMs + 60_000; now += 10)
      for (const order of orders.filter(({ nextAt, doneAt }) => now >= Math.min(nextAt, doneAt))) {
        const isDone = now >= order.doneAt;
        behind = sut.join({ ...desk, opensAt: closedMs }, now);
        order.doneAt = isDone ? now + behind : Math.min(order.doneAt, now + behind);
        order.nextAt = now + patienceMs;
      }
    return behind;
  };

  it('persists if customers retry too early, long after the initial cause', () => {
    expect(minuteAfter(500, 20_000)).toBeGreaterThan(60_000);
    expect(minuteAfter(5_000, 20_000)).toBeLessThan(2_000);
  });
});
