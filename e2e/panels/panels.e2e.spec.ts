import { Metrics, queries } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metricsIn } from '@webstore/checks/cardinality/promql.ts';
import { type AskedQuery, dashboardQueries } from '../support/stores/dashboard-queries.ts';
import { answers, exemplarsOf, keptTrace, labelValues, withValues } from '../support/stores/panel-answers.ts';
import { services } from '@webstore/lab-core/clients/services.ts';
import { lab, ready, run } from '../support/labs/running-lab.ts';

const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
const all = dashboardQueries();
const native = all.filter(({ query }) => query.runs !== 'compose');
const composeOnly = all.filter(({ query }) => query.runs === 'compose');
const named = (asked: AskedQuery) => ({
  ...asked,
  title: `${asked.dashboard} › ${asked.asks} › ${asked.name}`,
});

/** A reader's choices: all, one environment, and a trace of the last minutes. */
const isShop = (name: string) => services.some((service) => service === name);
const chosen: Record<string, string> = { service: '.+', consumer: '.+', country: '.+', search: 'order' };
let repeated: Record<string, string[]>;

/** Begins and ends a fault that hardly a customer notices, to have a fault to draw. */
async function aFaultEnds(): Promise<void> {
  await run('break', 'bank-slow', 'country=JP');
  await run('heal', 'bank-slow');
}

/** Stops payment before any customer comes, until its page fires: orders wait for it, and none is lost. */
async function aPageFires(): Promise<void> {
  await run('stop', 'payment');
  const fires = async () =>
    expect(await metrics.instant('ALERTS{alertname="ServiceDown",alertstate="firing"}')).not.toEqual([]);
  await eventually(fires, { timeoutMs: 90_000, everyMs: 1_000 });
  await run('start', 'payment');
}

describe('the dashboards, after a page and mixed traffic', () => {
  const rows: string[] = [];

  // Every service that ever answered a request has a row. payment serves no customer requests, so this test
  // calls it.
  const asAdmin = { headers: { authorization: `Bearer ${lab.settings().ADMIN_TOKEN}` } };
  const ask = () => fetch(`${lab.url('payment')}/telemetry/log-level`, asAdmin).catch(() => undefined);
  beforeAll(() => {
    const asking = setInterval(() => void ask(), 1_000);
    return () => clearInterval(asking);
  });

  beforeAll(async () => {
    await ready();
    await aPageFires();
    await ready();
    const traffic = (scenario: string, users: number, ...more: string[]) =>
      run('traffic', scenario, '--users', String(users), '--duration', '75s', ...more);
    // Brazil, whose bank declines: produces traces of declined payments.
    const brazil = traffic('checkout', 3, '--country', 'BR');
    await Promise.all([
      traffic('countries', 8),
      traffic('funnel', 4),
      traffic('browse', 2),
      brazil,
      aFaultEnds(),
    ]);
    await ready();
    chosen['environment'] = (await labelValues(queries.environments, {}))[0]!;
    const kept = async () => {
      chosen['traceId'] = (await keptTrace(queries.tracesDeclined))!;
      expect(chosen['traceId']).toMatch(/^[0-9a-f]{32}$/);
    };
    await eventually(kept, { timeoutMs: 60_000, everyMs: 1_000 });
    repeated = {
      // Other programs also have requests, if a test opened their pages; only the shop has traffic.
      service: (await labelValues(queries.servicesWithRequests, chosen)).filter(isShop),
      consumer: await labelValues(queries.consumers, chosen),
      country: await labelValues(queries.countries, chosen),
    };
  });

  afterAll(() => console.log([`${rows.length} queries, with how much answered each:`, ...rows].join('\n')));

  /** Repeats the panel for each value of its variable. */
  const times = ({ repeat }: AskedQuery) =>
    repeat ? repeated[repeat]!.map((value) => ({ ...chosen, [repeat]: value })) : [chosen];

  it.each(native.map(named))('$title has an answer', async ({ title, ...asked }) => {
    for (const values of times(asked)) {
      const answered = async () => {
        const found = await answers(asked, values);
        expect(found, withValues(asked.text, values)).toBeGreaterThan(0);
        return found;
      };
      const found = await eventually(answered, { timeoutMs: 20_000, everyMs: 1_000 });
      rows.push(`${title}${asked.repeat ? ` (${values[asked.repeat]})` : ''}: ${found}`);
    }
  });

  it.each(native.filter(({ exemplars }) => exemplars).map(named))('$title has exemplars', async (asked) => {
    const found = async () => expect(await exemplarsOf(asked, chosen)).toBeGreaterThan(0);
    await eventually(found, { timeoutMs: 20_000, everyMs: 1_000 });
  });

  // `or vector(0)` covers series that do not exist yet, but also hides a renamed metric: a unit test checks
  // the names.
  const promql = native.filter(
    ({ query, text }) => query.language === 'promql' && !text.includes('or vector(0)'),
  );

  it.each(promql.map(named))('$title has none when one of its metrics is renamed', async (asked) => {
    for (const metric of metricsIn(asked.text)) {
      const text = asked.text.replace(new RegExp(`(?<![\\w:])${metric}`, 'g'), `renamed_${metric}`);
      expect(text).not.toBe(asked.text);
      expect(await answers({ ...asked, text }, chosen), text).toBe(0);
    }
  });

  it('leave to the container stack only programs that native mode lacks', () => {
    console.log(['Asked in containers alone:', ...composeOnly.map((asked) => named(asked).title)].join('\n'));
    expect([...new Set(composeOnly.map(({ name }) => name))].sort()).toEqual([
      'alloyComponents',
      'cpuProfile',
      'orderTimeBySegment',
      'seriesInMimir',
      'serviceGraph',
      'spansInTempo',
    ]);
  });
});
