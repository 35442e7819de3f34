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

/** What a reader would have chosen: all, one environment, and a trace of the last minutes. */
const isShop = (name: string) => services.some((service) => service === name);
const chosen: Record<string, string> = { service: '.*', consumer: '.*', country: '.*', search: 'order' };
let repeated: Record<string, string[]>;

/** A part of the stack that nobody buys through is away until its alert fires: else there were none to draw. */
async function anAlertFires(): Promise<void> {
  await run('stop', 'redis-exporter');
  const fires = async () =>
    expect(await metrics.instant('ALERTS{alertname="ScrapeFailing",alertstate="firing"}')).not.toEqual([]);
  await eventually(fires, { timeoutMs: 90_000, everyMs: 1_000 });
  await run('start', 'redis-exporter');
}

describe('the dashboards, after mixed traffic and an alert', () => {
  const rows: string[] = [];

  // Whoever ever answered a request has a row of its own. payment does so only when somebody asks it by hand.
  const asAdmin = { headers: { authorization: `Bearer ${lab.settings().ADMIN_TOKEN}` } };
  const ask = () => fetch(`${lab.url('payment')}/telemetry/log-level`, asAdmin).catch(() => undefined);
  beforeAll(() => {
    const asking = setInterval(() => void ask(), 1_000);
    return () => clearInterval(asking);
  });

  beforeAll(async () => {
    await ready();
    const traffic = (scenario: string, users: number, ...more: string[]) =>
      run('traffic', scenario, '--users', String(users), '--duration', '75s', ...more);
    // Brazil, whose bank declines: there are traces of declined payments to be found.
    const brazil = traffic('checkout', 3, '--country', 'BR');
    await Promise.all([
      traffic('countries', 8),
      traffic('funnel', 4),
      traffic('browse', 2),
      brazil,
      anAlertFires(),
    ]);
    await ready();
    chosen['environment'] = (await labelValues(queries.environments, {}))[0]!;
    const kept = async () => {
      chosen['traceId'] = (await keptTrace(queries.tracesDeclined))!;
      expect(chosen['traceId']).toMatch(/^[0-9a-f]{32}$/);
    };
    await eventually(kept, { timeoutMs: 60_000, everyMs: 1_000 });
    repeated = {
      // Others had a request once, if somebody looked at their pages; the traffic is the shop's.
      service: (await labelValues(queries.servicesWithRequests, chosen)).filter(isShop),
      consumer: await labelValues(queries.consumers, chosen),
      country: await labelValues(queries.countries, chosen),
    };
  });

  afterAll(() => console.log([`${rows.length} queries, with how much answered each:`, ...rows].join('\n')));

  /** With each of the values for which the panel is repeated. */
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

  // `or vector(0)` is for what is not there before the first, and hides a rename as well: a unit test knows the names.
  const promql = native.filter(
    ({ query, text }) => query.language === 'promql' && !text.includes('or vector(0)'),
  );

  it.each(promql.map(named))('$title has none when a metric of it is called otherwise', async (asked) => {
    for (const metric of metricsIn(asked.text)) {
      const text = asked.text.replace(new RegExp(`(?<![\\w:])${metric}`, 'g'), `renamed_${metric}`);
      expect(text).not.toBe(asked.text);
      expect(await answers({ ...asked, text }, chosen), text).toBe(0);
    }
  });

  it('leaves to the container stack only what native mode has no part for', () => {
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
