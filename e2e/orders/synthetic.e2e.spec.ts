import { syntheticCustomerId, syntheticProductId } from '@webstore/contracts';
import { last, servicesOf, type Trace } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { services } from '@webstore/lab-core/clients/services.ts';
import { synthetic } from '@webstore/supervisor/components/synthetic.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { traces } from '../support/assertions/sampling-decision.ts';
import { scrape, total } from '../support/stores/scrape.ts';
import { seriesValues, growth } from '../support/stores/metric-deltas.ts';
import { ready, shop } from '../support/labs/running-lab.ts';
import { withChanged } from '../support/labs/changed-component.ts';

const journeys = async (result: string) =>
  total(await scrape('synthetic'), 'webstore_synthetic_journeys_total', `result="${result}"`);
const sold = async () => (await shop.orders()).sold[syntheticProductId] ?? 0;
const ofAll = () => Promise.all(services.map(seriesValues));

/** All metrics about customers. */
const aboutCustomers = [
  'http_requests_total',
  'http_request_duration_seconds',
  'funnel_stage_total',
  'customer_segment_total',
  'orders_total',
  'orders_late_total',
  'order_duration_seconds',
  'revenue_euros_total',
  // Its quantiles cover the last minutes: they change even without traffic.
  'order_duration_quantiles_seconds_count',
  'order_duration_quantiles_seconds_sum',
  'payments_total',
  'payment_duration_seconds',
].map((name) => `webstore_${name}`);

describe('the synthetic customer', () => {
  beforeAll(() => ready());

  it('is hidden from customers, as is the product that it buys', async () => {
    const customers = (await shop.customers()).map(({ id }) => id);
    const products = (await shop.products()).map(({ id }) => id);
    expect(customers).not.toContain(syntheticCustomerId);
    expect(products).not.toContain(syntheticProductId);
    expect((await shop.stock()).map(({ productId }) => productId)).toContain(syntheticProductId);
  });

  it('buys through every step, is in no metric about customers and in all accounts', async () => {
    await allOrdersEnd();
    // Frequent journeys, all with kept traces: the checks are the same as with one in a quarter of an hour.
    const often = { JOURNEY_EVERY_MS: '500', WEBSTORE_KEEP_SHARE: '1' };
    const before = { sold: await sold(), figures: await ofAll() };
    const trace = await withChanged(
      synthetic,
      ({ env }) => ({ env: { ...env, ...often } }),
      async () => {
        await eventually(async () => expect(await journeys('completed')).toBeGreaterThanOrEqual(10), {
          timeoutMs: 60_000,
        });
        expect(await journeys('failed')).toBe(0);
        return wholeTrace();
      },
    );
    // In this order: reading the accounts is a request too.
    const after = { figures: await ofAll(), sold: await sold() };

    const grown = before.figures.flatMap((each, at) =>
      aboutCustomers.map((name) => growth(each, after.figures[at]!, name)),
    );
    expect(Object.assign({}, ...grown)).toEqual({});
    const asked = before.figures.map((each, at) =>
      Object.keys(growth(each, after.figures[at]!, 'webstore_synthetic_requests_total')),
    );
    // payment receives its work over Kafka alone.
    expect(asked.map((series) => series.length > 0)).toEqual([true, true, true, false]);

    expect(after.sold - before.sold).toBeGreaterThanOrEqual(9);
    await accountsBalance();

    const [root, ...others] = trace.spans.filter(({ parentId }) => !parentId);
    expect(root).toMatchObject({ name: 'synthetic journey', service: 'synthetic' });
    expect(others).toEqual([]);
    const unmarked = trace.spans.filter(({ attributes }) => attributes['webstore.synthetic'] !== true);
    expect(unmarked.map(({ service, name }) => `${service} ${name}`)).toEqual([]);
  });

  /** One of its journeys, once the spans of all services have arrived. */
  async function wholeTrace(): Promise<Trace> {
    let whole!: Trace;
    const stored = async () => {
      const [id] = (await traces.find({ service: 'synthetic', ...last(120) })).slice(-1);
      whole = (await traces.get(id!))!;
      expect(servicesOf(whole).toSorted()).toEqual([...services, 'synthetic'].toSorted());
    };
    await eventually(stored, { timeoutMs: 60_000 });
    return whole;
  }
});
