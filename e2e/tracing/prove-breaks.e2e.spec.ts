import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Proof } from '@webstore/lab/commands/prove/proof.ts';
import { completedOrder } from '@webstore/lab/commands/prove/proven-order.ts';
import { cart } from '@webstore/supervisor/components/cart.ts';
import { checkout } from '@webstore/supervisor/components/checkout.ts';
import { jaeger } from '@webstore/supervisor/components/jaeger.ts';
import { gateway } from '../support/fakes/gateway.ts';
import { lab, ready, run, shop } from '../support/labs/running-lab.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';
import { preloading, withChanged } from '../support/labs/changed-component.ts';

/** The hops that `./lab prove` says do not hold, and how it ended. */
async function missing(): Promise<{ exitCode: number | undefined; hops: string[] }> {
  await heardByAll();
  const { exitCode, stdout } = await run('prove', '--json');
  const { hops } = JSON.parse(stdout) as Proof;
  // Nothing else is known where no order was completed; it says why.
  expect(hops[0]).toMatchObject({ hop: 'order completed', ok: true });
  return { exitCode, hops: hops.filter(({ ok }) => !ok).map(({ hop }) => hop) };
}

/** Until the consumers of a service that has just started have their partitions, messages grow old. The last to hear of an order is cart. */
async function heardByAll(): Promise<void> {
  const { order } = await completedOrder(lab, shop, 0);
  const isEmpty = async () => expect((await shop.cart(order.cartId)).items).toEqual([]);
  await eventually(isEmpty, { timeoutMs: 60_000 });
}

const everyHopOfTheTrace = [
  'trace spans all four services',
  'trace crosses HTTP',
  'trace crosses Kafka: order-placed',
  'trace crosses Kafka: payment settled',
  'trace crosses Kafka: order-completed',
];
const baggageArrives = "baggage on payment's spans and log lines";

describe('prove, when something is taken away', () => {
  beforeAll(() => ready());

  it("misses the HTTP hop when a gateway drops traceparent from checkout's requests to catalog", async () => {
    const dropping = await gateway(lab.url('catalog'), ['traceparent']);
    const through = { CATALOG_URL: dropping.url };
    try {
      const proof = await withChanged(checkout, ({ env }) => ({ env: { ...env, ...through } }), missing);
      expect(proof).toEqual({ exitCode: 1, hops: ['trace crosses HTTP'] });
    } finally {
      dropping.close();
    }
    expect(dropping.passed.filter(({ headers }) => headers['traceparent']).length).toBeGreaterThan(0);
  });

  it.each([
    ['traceparent', topics.orderCompleted, ['trace crosses Kafka: order-completed']],
    ['baggage', topics.orderPlaced, [baggageArrives]],
    [
      // What payment does is then a story of its own, and so is all that follows from it.
      'traceparent',
      topics.orderPlaced,
      [
        'trace spans all four services',
        'trace crosses Kafka: order-placed',
        'trace crosses Kafka: payment settled',
        'trace crosses Kafka: order-completed',
        'log of payment',
        baggageArrives,
      ],
    ],
  ])('misses what follows when %s is lost from %s', async (header, topic, hops) => {
    const losing = preloading('kafka-loses-header.ts', { LOST_HEADER: header, LOST_ON_TOPIC: topic });
    expect(await withChanged(checkout, losing, missing)).toEqual({ exitCode: 1, hops });
  });

  it("misses the log hop when cart's lines lose their trace id", async () => {
    const proof = await withChanged(cart, preloading('logs-lose-trace.ts'), missing);
    expect(proof).toEqual({ exitCode: 1, hops: ['log of cart'] });
  });

  it('misses all that stands on the trace when the collector has no policy that keeps it', async () => {
    const config = join(temporaryFolder(), 'jaeger.yaml');
    const policy = /^ {6}- name: keep\n(?: {8}.*\n)+/m;
    const usual = join(lab.root, 'infra/jaeger/jaeger.yaml');
    const kept = readFileSync(usual, 'utf8');
    expect(kept).toMatch(policy);
    writeFileSync(config, kept.replace(policy, ''));
    const proof = await withChanged(
      jaeger,
      ({ args }) => ({ args: args.map((arg) => arg.replace(usual, config)) }),
      missing,
    );
    expect(proof).toEqual({
      exitCode: 1,
      hops: [...everyHopOfTheTrace, baggageArrives, "exemplar's trace exists"],
    });
  });

  it('misses nothing once all is back', async () => {
    expect(await missing()).toEqual({ exitCode: 0, hops: [] });
  });
});
