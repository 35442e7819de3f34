import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  customersStillCome,
  isRestored,
  objectivesAreKept,
  telemetryIsWhole,
  visitSeconds,
} from './mitigation.ts';
import { aRound, aTruth, type Course, nothing, now, steps } from './round.fixture.ts';

const known = { component: 'acquirer', cause: 'slow-dependency' };
const restored = (course: Course, answers: Record<string, string> = known) =>
  isRestored.check(aRound({ truth: aTruth(course), answers }));

describe('the signal after a fix', () => {
  it('is restored after three windows in a row at the baseline', async () => {
    expect(await restored(steps(0.1, 3, now - 45))).toMatchObject({ ok: true });
    expect(await restored(steps(0.1, 3, now - 30))).toMatchObject({ ok: false });
    expect(await restored(steps(0.1, 3))).toMatchObject({ ok: false });
  });

  it('is not restored without data', async () => {
    const stopped: Course = (seconds) => (seconds > now - 60 ? undefined : 0.1);
    expect(await restored(stopped)).toMatchObject({ ok: false });
  });
});

describe('the need for a fix', () => {
  it('is not revealed before the diagnosis is right', async () => {
    const unknown = { component: 'cart', cause: 'slow-dependency' };
    const verdicts = await Promise.all([
      restored(steps(0.1, 3, now - 45), unknown),
      restored(steps(0.1, 3), unknown),
      isRestored.check(aRound({ truth: nothing, answers: unknown })),
      isRestored.check(aRound({ answers: unknown })),
      isRestored.check(aRound({ truth: nothing })),
    ]);
    expect(verdicts.map(({ ok }) => ok)).toEqual([false, false, false, false, false]);
    expect(new Set(verdicts.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('does not exist without a fault', async () => {
    const answers = { component: 'none', cause: 'none' };
    expect(await isRestored.check(aRound({ truth: nothing, answers }))).toMatchObject({ ok: true });
  });
});

/** Eight customers every three seconds. */
const visits =
  (share: number): Course =>
  (seconds) =>
    (share * seconds * 8) / 3;
const come = (course: Course) =>
  customersStillCome.check(aRound({ series: { 'sum by (wave) (k6_visits': [{ labels: {}, course }] } }));

describe('the load meanwhile', () => {
  it('is at least 95 % of the schedule, whether purchases succeed or not', async () => {
    expect(await come(visits(1))).toMatchObject({ ok: true });
    expect(await come(visits(0.96))).toMatchObject({ ok: true });
    expect(await come(visits(0.94))).toMatchObject({ ok: false });
  });

  it('has the same schedule as k6', () => {
    const config = readFileSync(join(import.meta.dirname, '../../../load-tests/config.ts'), 'utf8');
    expect(config).toContain(`VISIT_SECONDS = ${visitSeconds};`);
  });

  it('is insufficient when customers were stopped, or were not counted', async () => {
    expect(await come(() => 400)).toMatchObject({ ok: false });
    expect(await come(() => undefined)).toMatchObject({ ok: false });
  });
});

describe('objectives', () => {
  const kept = (failing: number) =>
    objectivesAreKept.check(
      aRound({
        series: {
          'max by (sloth_slo) (slo:objective': [{ labels: { sloth_slo: 'freshness' }, course: () => 0.99 }],
          'max by (sloth_slo) (slo:sli_error': [
            { labels: { sloth_slo: 'freshness' }, course: () => failing },
          ],
        },
      }),
    );

  it('are met when none violates its target', async () => {
    expect(await kept(0.009)).toMatchObject({ ok: true });
    expect(await kept(0.02)).toMatchObject({ ok: false, measured: 'freshness fails 0.0200' });
  });

  it('are not met without data', async () => {
    expect(await objectivesAreKept.check(aRound({}))).toMatchObject({ ok: false });
  });
});

describe('telemetry', () => {
  const whole = (up: number, arrived: number) =>
    telemetryIsWhole.check(
      aRound({
        series: {
          'max by (service) (up': [{ labels: { service: 'cart' }, course: () => up }],
          'sum by (service) (rate(webstore_spans': [{ labels: { service: 'cart' }, course: () => 100 }],
          'sum by (service_name)': [{ labels: { service_name: 'cart' }, course: () => arrived }],
        },
      }),
    );

  it('is complete when every service is scraped and four in five spans arrive', async () => {
    expect(await whole(1, 90)).toMatchObject({ ok: true });
    expect(await whole(1, 70)).toMatchObject({ ok: false, measured: '70.0 % of the spans of cart arrive' });
    expect(await whole(0, 90)).toMatchObject({ ok: false, measured: 'cart is down' });
  });

  it('is incomplete when no service answers', async () => {
    expect(await telemetryIsWhole.check(aRound({}))).toMatchObject({ ok: false });
  });
});
