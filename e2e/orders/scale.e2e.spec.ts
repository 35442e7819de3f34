import { fill, queries } from '@webstore/signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { scrape, total } from '../support/stores/scrape.ts';
import { held, patiently } from '../support/stores/firing.ts';
import { control, lab, ready, run } from '../support/labs/running-lab.ts';

const metrics = metricsOf(lab);

const scaleTo = async (instances: number) => {
  const { exitCode, all } = await run('mitigate', 'scale', 'payment', `instances=${instances}`);
  expect(exitCode, all).toBe(0);
};

const partNames = async () => (await control.states()).map(({ name }) => name);

/** Number of processes in payment's consumer group, according to the broker. */
async function members(): Promise<number | undefined> {
  const groups = await metrics.instant(fill(queries.groupMembers.text, { environment: 'local' }));
  return groups.find(({ labels }) => labels['consumergroup'] === 'payment')?.value;
}

/** The instances that Prometheus discovers, and whether it can scrape them. */
const scraped = async () =>
  Object.fromEntries(
    (await metrics.instant('up{job="services",service="payment"}')).map(({ labels, value }) => [
      labels['instance'],
      value,
    ]),
  );

const addressOf = (port: PortName) => `127.0.0.1:${lab.port(port)}`;
const ordersHandledBy = async (port: PortName) =>
  total(await scrape(port), 'webstore_kafka_messages_total', 'topic="checkout.order-placed.v1"');

describe('a second payment', () => {
  let crowd: ClosedLoopCustomers;
  beforeAll(async () => {
    await ready();
    crowd = new ClosedLoopCustomers(4);
  });
  afterAll(async () => {
    await crowd.leave();
    await run('heal');
    await ready();
  });

  it('is neither running nor missed by an alert until payment is scaled', async () => {
    expect(await partNames()).not.toContain('payment-2');
    expect(await run('start', 'payment-2')).toMatchObject({
      exitCode: 1,
      all: expect.stringContaining('scale payment instances=2'),
    });
    await expect.poll(scraped, patiently).toEqual({ [addressOf('payment')]: 1 });
  });

  it('shares out the orders with the first', async () => {
    await scaleTo(2);
    expect(await partNames()).toContain('payment-2');
    await expect.poll(members, patiently).toBe(2);
    await expect.poll(scraped, patiently).toEqual({ [addressOf('payment')]: 1, [addressOf('payment2')]: 1 });
    const first = await ordersHandledBy('payment');
    await crowd.buysMore(60);
    await expect.poll(() => ordersHandledBy('payment'), patiently).toBeGreaterThan(first);
    await expect.poll(() => ordersHandledBy('payment2'), patiently).toBeGreaterThan(0);
  });

  it('stops without an alert, and without a lost order or a second charge', async () => {
    await crowd.buysMore(20);
    await scaleTo(1);
    await crowd.buysMore(20);
    await crowd.leave();
    expect(await partNames()).not.toContain('payment-2');
    await expect.poll(members, patiently).toBe(1);
    await expect.poll(scraped, patiently).toEqual({ [addressOf('payment')]: 1 });
    expect(await held('ServiceDown')).toEqual([]);
    await allOrdersEnd();
    await accountsBalance();
  });

  it('is removed by heal, like every mitigation', async () => {
    await scaleTo(2);
    expect(await run('heal')).toMatchObject({ exitCode: 0 });
    expect(await partNames()).not.toContain('payment-2');
  });
});
