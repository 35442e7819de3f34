import { eventually } from '@webstore/testing';
import { Metrics } from '@webstore/signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { Scraped, ScrapedShop } from '../support/stores/fake-exporter.ts';

const chain = ['prometheus', 'alertmanager', 'pager', 'loki'];
const patiently = { timeoutMs: 300_000, everyMs: 1_000 };
const metrics = new Metrics({ baseUrl: lab.url('prometheus') });

/** Each row: which parts of the alerting chain restart, and how. */
const rows = (['restart', 'kill'] as const).flatMap((how) =>
  [...chain.map((part) => [part]), ['prometheus', 'alertmanager'], chain].map((parts) => ({
    how,
    parts,
    name: `${parts.join(', ')} (${how === 'kill' ? 'SIGKILL' : 'SIGTERM'})`,
  })),
);

/** Shops in the phases of an outage, all of them at the same moment: the columns of a row. */
class Phases {
  readonly quiet: ScrapedShop;
  readonly pending: ScrapedShop;
  readonly firing: ScrapedShop;
  readonly resolved: ScrapedShop;
  readonly symptom: ScrapedShop;

  constructor(scraped: Scraped) {
    const shop = (name: string, canBuy?: boolean) => scraped.add(new ScrapedShop(name, canBuy));
    this.quiet = shop('quiet');
    this.pending = shop('pending');
    this.firing = shop('firing');
    this.resolved = shop('resolved');
    this.symptom = shop('symptom', false);
  }

  all(): ScrapedShop[] {
    return [this.quiet, this.pending, this.firing, this.resolved, this.symptom];
  }

  async reach(): Promise<void> {
    await eventually(async () => expect(await scrapes(this.quiet)).toBeGreaterThan(12), patiently);
    this.firing.stopPayment();
    this.resolved.stopPayment();
    await Promise.all([this.firing, this.resolved].map(isPaged));
    await eventually(async () => expect(await this.symptom.notified()).not.toEqual([]), patiently);
    this.resolved.startPayment();
    await eventually(async () => expect(await answers(this.resolved)).toBe(1), patiently);
    this.pending.stopPayment();
    await eventually(async () => expect(await answers(this.pending)).toBe(0), patiently);
  }

  async notified(): Promise<Record<string, string[]>> {
    const columns = Object.entries(this).map(async ([name, shop]) => [
      name,
      told(await (shop as ScrapedShop).notified()),
    ]);
    return Object.fromEntries((await Promise.all(columns)) as [string, string[]][]);
  }
}

/** First notifications alone: what nobody acknowledges escalates as well. */
const told = (notified: string[]) => notified.filter((one) => /first|queue/.test(one)).toSorted();

const valueOf = async (query: string) => (await metrics.instant(query))[0]?.value;
const answers = ({ environment }: ScrapedShop) =>
  valueOf(`up{service="payment",environment="${environment}"}`);
const scrapes = ({ environment }: ScrapedShop) =>
  valueOf(`count_over_time(up{service="payment",environment="${environment}"}[5m])`);
const isPaged = (shop: ScrapedShop) =>
  eventually(async () => expect(told(await shop.notified())).toContain('ServiceDown first'), patiently);

/** Prometheus and Loki have sent everything again that fires, and what Alertmanager made wait has been sent. */
async function chainHasSettled(since: number): Promise<void> {
  const elapsed = () => Date.now() - since;
  await eventually(() => expect(elapsed()).toBeGreaterThan(180_000), { timeoutMs: 200_000, everyMs: 1_000 });
}

describe('a restart of the alerting chain', () => {
  let scraped: Scraped;

  beforeAll(async () => {
    await ready('prometheus', 'alertmanager', 'pager');
    scraped = await Scraped.open();
  });
  afterAll(() => scraped.close());

  it.each(rows)(
    'of $name adds no page and loses none, in every phase of an outage',
    async ({ how, parts, name }) => {
      await ready(...parts);
      const phases = new Phases(scraped);
      await phases.reach();
      await Promise.all(parts.map((part) => run(how, part)));
      await ready(...parts);
      const restartedAt = Date.now();
      await isPaged(phases.pending);
      await chainHasSettled(restartedAt);
      const during = await phases.notified();
      phases.firing.startPayment();
      phases.pending.startPayment();
      const open = async () =>
        (await Promise.all([phases.firing, phases.pending, phases.resolved].map((shop) => shop.pages())))
          .flat()
          .filter(({ status }) => status === 'firing');
      await eventually(async () => expect(await open()).toEqual([]), { timeoutMs: 600_000, everyMs: 2_000 });
      const after = await phases.notified();
      console.log(JSON.stringify({ row: name, during, after }));
      const once = ['ServiceDown first'];
      expect(after).toEqual({
        quiet: [],
        pending: once,
        firing: once,
        resolved: once,
        symptom: ['ConsumerLag queue', 'SyntheticJourneyFailing first'],
      });
    },
    1_500_000,
  );
});
