import { Metrics } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ObjectiveState } from '@webstore/lab/commands/slo/state.ts';
import { allOrdersEnd } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { scrape, total } from '../support/stores/scrape.ts';
import {
  type Bounds,
  type Counted,
  objectives,
  referenceErrorRatio,
} from '../support/assertions/reference-error-ratio.ts';
import { lab, ready, run, runJson } from '../support/labs/running-lab.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const windows = { '25s': 25, '1m15s': 75, '5m': 300, '15m': 900, '1h': 3_600 };
const tolerance = 0.01;
/** Minimum number of events: with fewer than seven, a long window proves nothing (docs/decisions/0018-…). */
const fewestIn = (seconds: number) => (seconds < 300 ? 1 : 12);
const value = async (query: string) => (await metrics.instant(query))[0]?.value ?? 0;

const late = async () => total(await scrape('checkout'), 'webstore_orders_late_total');
const failed = async () => total(await scrape('payment'), 'webstore_payments_total', 'result="error"');

/** Keeps a component stopped until a metric has grown by this much. */
async function stopUntil(part: string, figure: () => Promise<number>, growth: number): Promise<void> {
  const goal = (await figure()) + growth;
  expect(await run('stop', part)).toMatchObject({ exitCode: 0 });
  const reached = async () => expect(await figure()).toBeGreaterThanOrEqual(goal);
  await eventually(reached, { timeoutMs: 60_000, everyMs: 250 });
  expect(await run('start', part)).toMatchObject({ exitCode: 0 });
}

/** The recorded series of an objective, by country or ''. */
async function recorded(record: string, objective: string, at: Date): Promise<Map<string, number>> {
  const samples = await metrics.instant(`${record}{sloth_slo="${objective}"}`, at);
  return new Map(samples.map(({ labels, value }) => [labels['country'] ?? '', value]));
}

describe('the objectives of a shop after several outages', () => {
  beforeAll(() => ready());

  it('burn while payment, the bank and checkout are down', { timeout: 600_000 }, async () => {
    const crowd = new ClosedLoopCustomers(6, 1_000);
    await crowd.buysMore(60);
    await stopUntil('payment', late, 10);
    await stopUntil(
      'checkout',
      () => value('sum(sum_over_time(slo:sli_unreachable:bool{sloth_service="checkout"}[30m]))'),
      4,
    );
    // A killed bank is back within a second or two, long before a message is parked as a dead letter.
    const goal = (await failed()) + 3;
    while ((await failed()) < goal) {
      expect(await run('kill', 'acquirer')).toMatchObject({ exitCode: 0 });
      await crowd.buysMore(10);
    }
    await crowd.leave();
    await allOrdersEnd();
    for (const objective of ['checkout-availability', 'payment-success', 'order-freshness']) {
      const ratio = () => value(`slo:sli_error:ratio_rate1h{sloth_slo="${objective}"}`);
      await eventually(async () => expect(await ratio(), objective).toBeGreaterThan(0));
    }
  });

  it('lead from their late orders to a trace', async () => {
    const trace = () => run('trace', '--exemplar', 'webstore_orders_late_total');
    await expect.poll(trace, { timeout: 60_000, interval: 1_000 }).toMatchObject({ exitCode: 0 });
  });

  /** Recent evaluations of an objective's rules, and the ratios that they computed. */
  async function evaluations(objective: string, window: string, range: string) {
    const series = await metrics.samples(
      `slo:sli_error:ratio_rate${window}{sloth_slo="${objective}"}`,
      range,
    );
    return series.flatMap(({ points }) => points);
  }
  const lastOf = async (objective: string) => (await evaluations(objective, '1h', '15s')).at(-1)!.at;
  /**
   * The evaluation to recount: in a short window without current events, the one that burnt most while there
   * were events.
   */
  async function recountedOf(counted: Counted, window: string, seconds: number) {
    const all = await evaluations(counted.objective, window, seconds <= 300 ? '10m' : '15s');
    const candidates = seconds <= 300 ? all.toSorted((a, b) => b.value - a.value) : all.slice(-1);
    for (const { at } of candidates) {
      const recounted = await referenceErrorRatio(metrics, counted, seconds, at, fewestIn(seconds));
      if (recounted.size > 0) return { at, recounted };
    }
    throw new Error(`${counted.objective} had no events of late`);
  }

  it.each(objectives)('$objective burns as fast as its counters show', async (counted) => {
    const { objective } = counted;
    for (const [window, seconds] of Object.entries(windows)) {
      const { at, recounted } = await recountedOf(counted, window, seconds);
      const ratios = await recorded(`slo:sli_error:ratio_rate${window}`, objective, at);
      console.log(
        `${objective} over ${window}: ${JSON.stringify({ rules: [...ratios], recounted: [...recounted] })}`,
      );
      for (const [member, bounds] of recounted)
        expect(ratios.get(member), `${member} over ${window}`).toBeWithin(bounds, tolerance);
    }
  });

  it.each(objectives)('$objective has as much budget left', async (counted) => {
    const { objective } = counted;
    const at = await lastOf(objective);
    const burnt = await recorded('slo:period_burn_rate:ratio', objective, at);
    const left = await recorded('slo:period_error_budget_remaining:ratio', objective, at);
    for (const [member, { least, most }] of await referenceErrorRatio(metrics, counted, 3_600, at, 12)) {
      const bounds = { least: least / 0.01, most: most / 0.01 };
      expect(burnt.get(member)).toBeWithin(bounds, tolerance);
      expect(1 - left.get(member)!).toBeWithin(bounds, tolerance);
    }
  });

  it('are shown by ./lab slo, one line each and one for each country', async () => {
    const { json: states } = await runJson<ObjectiveState[]>('slo', '--json');
    expect([...new Set(states.map(({ objective }) => objective))].sort()).toEqual(
      objectives.map(({ objective }) => objective).sort(),
    );
    const firing = states.flatMap(({ alerts }) => alerts).filter(({ state }) => state === 'firing');
    const { exitCode, stdout: text } = await run('slo');
    expect(text.split('\n').filter((line) => / 99 % /.test(line))).toHaveLength(states.length + 1);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    // An alert may resolve between the two reads.
    if (firing.length === 0) expect(exitCode).toBe(0);
  });
});

expect.extend({
  toBeWithin(received: number | undefined, { least, most }: Bounds, share: number) {
    // Three subtractions can turn zero into 1e-17.
    const pass =
      received !== undefined &&
      received >= least * (1 - share) - 1e-9 &&
      received <= most * (1 + share) + 1e-9;
    return { pass, message: () => `${received} is not within ${share * 100} % of ${least} to ${most}` };
  },
});

declare module 'vitest' {
  interface Matchers<T> {
    toBeWithin(bounds: Bounds, share: number): T;
  }
}
