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
import { lab, ready, runJson, shop } from '../support/labs/running-lab.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';
import { preloading, withChanged } from '../support/labs/changed-component.ts';

/** The hops that `./lab prove` reports as broken, and its exit status. */
async function missing(): Promise<{ exitCode: number | undefined; hops: string[] }> {
  await heardByAll();
  const { exitCode, json } = await runJson<Proof>('prove', '--json');
  const { hops } = json;
  // Without a completed order, the other hops are unknown; the output states why.
  expect(hops[0]).toMatchObject({ hop: 'order completed', ok: true });
  return { exitCode, hops: hops.filter(({ ok }) => !ok).map(({ hop }) => hop) };
}

/**
 * While the consumers of a freshly started service wait for their partitions, messages age. cart is the last
 * consumer of an order.
 */
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

describe('prove, with one element removed', () => {
  beforeAll(() => ready());

  it("reports the HTTP hop when a gateway drops traceparent from checkout's requests to catalog", async () => {
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
      // payment then starts a new trace, and so do all later steps.
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
  ])('reports the later hops when %s is lost from %s', async (header, topic, hops) => {
    const losing = preloading('kafka-loses-header.ts', { LOST_HEADER: header, LOST_ON_TOPIC: topic });
    expect(await withChanged(checkout, losing, missing)).toEqual({ exitCode: 1, hops });
  });

  it("reports the log hop when cart's lines lose their trace id", async () => {
    const proof = await withChanged(cart, preloading('logs-lose-trace.ts'), missing);
    expect(proof).toEqual({ exitCode: 1, hops: ['log of cart'] });
  });

  it('reports all hops that need the trace when the collector has no policy that keeps it', async () => {
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

  it('reports nothing once all is restored', async () => {
    expect(await missing()).toEqual({ exitCode: 0, hops: [] });
  });
});
