import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { ends, fires } from '../support/stores/firing.ts';
import { lab, ready, run, shop } from '../support/labs/running-lab.ts';

/** Runs until the test has ended. */
function meanwhile(action: () => Promise<unknown>): void {
  let going = true;
  const done = (async () => {
    while (going) await action();
  })();
  onTestFinished(async () => {
    going = false;
    await done;
  });
}

function customers(...of: ConstructorParameters<typeof ClosedLoopCustomers>): void {
  const crowd = new ClosedLoopCustomers(...of);
  onTestFinished(() => crowd.leave());
}

async function stopped(part: string): Promise<void> {
  await run('stop', part);
  onTestFinished(async () => {
    await run('start', part);
    await ready();
  });
}

/** paged, full-alerts and full-bank cover the other runbooks. */
describe('a runbook has answers while its alert fires', () => {
  beforeAll(() => ready());

  it('browse-latency: a transaction locks the products table nearly all the time', async () => {
    customers(4, 200);
    const database = new Client({ connectionString: lab.databaseUrl('catalog') });
    await database.connect();
    onTestFinished(() => database.end());
    meanwhile(async () => {
      await database.query('BEGIN; LOCK TABLE products IN ACCESS EXCLUSIVE MODE');
      await pause(900);
      await database.query('COMMIT');
      await pause(30);
    });
    const { labels } = await fires('BrowseLatency', 'severity="page"');
    expect(labels).toMatchObject({ team: 'catalog', category: 'slo' });
  });

  it('checkout-availability: checkout cannot reserve stock', async () => {
    const [customer] = await shop.customers();
    const [product] = await shop.products();
    const cartId = await shop.newCart(customer!.id);
    await shop.putItem(cartId, product!.id);
    await stopped('catalog');
    const statuses = new Set<number>();
    meanwhile(async () => {
      const { status } = await shop.placing(cartId, customer!.id, { 'idempotency-key': randomUUID() });
      statuses.add(status);
      await pause(200);
    });
    const { labels } = await fires('CheckoutAvailability', 'severity="page"');
    expect(labels).toMatchObject({ team: 'checkout', category: 'slo' });
    expect([...statuses]).toEqual([503]);
  });

  it('outbox-stuck: Kafka is down', async () => {
    customers(2, 1_000);
    await stopped('kafka');
    const { labels } = await fires('OutboxStuck', 'service="checkout"');
    expect(labels).toMatchObject({ team: 'checkout', category: 'symptom' });
  });

  it('scrape-failing: an exporter is down', async () => {
    await stopped('redis-exporter');
    const { labels } = await fires('ScrapeFailing');
    expect(labels).toMatchObject({ part: 'redis', team: 'platform' });
    await run('start', 'redis-exporter');
    await ends('ScrapeFailing');
  });

  it('spans-dropped and logs-dropped: the collector is down for longer than the queues hold', async () => {
    customers(4, 100);
    await stopped('jaeger');
    const spans = await fires('SpansDropped', 'service="checkout"');
    const logs = await fires('LogsDropped', 'service="checkout"');
    for (const { labels } of [spans, logs]) expect(labels).toMatchObject({ team: 'platform' });
  });

  it('vip-engagement-falling: six minutes of traffic from all customers, then none from VIPs', async () => {
    const all = new ClosedLoopCustomers(6, 500);
    await pause(360_000);
    await all.leave();
    customers(6, 500, ({ segment }) => segment !== 'vip');
    await pause(300_000);
    const { labels } = await fires('VipEngagementFalling');
    expect(labels).toMatchObject({ team: 'checkout', severity: 'ticket' });
  }, 1_200_000);
});
