import { randomUUID } from 'node:crypto';
import { demoCustomerId } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import type { asJson } from '@webstore/lab/commands/trace/as-json.ts';
import { ready, run, runJson, shop } from '../support/labs/running-lab.ts';

type PrintedTrace = ReturnType<typeof asJson>;

const printedTrace = async (...args: string[]): Promise<PrintedTrace> => {
  const { json } = await runJson<PrintedTrace>('trace', '--json', ...args);
  return json;
};

/** Timeout for an order's trace: the collector decides after some seconds, so the test polls. */
const soon = { timeout: 60_000, interval: 1_000 };

/** Of a VIP: its traces are kept at any sampling rate, also the one that a late message begins. */
async function placeOrder(): Promise<string> {
  const customer = (await shop.customers()).find(({ segment }) => segment === 'vip');
  const product = (await shop.products()).find(({ available }) => available > 0);
  const cartId = await shop.newCart(customer!.id);
  await shop.putItem(cartId, product!.id);
  return (await shop.place(cartId, customer!.id, { 'idempotency-key': randomUUID() })).id;
}

/** The newest order's trace, once it belongs to this order and has the spans of all services. */
async function traceOfOrder(order: string): Promise<PrintedTrace> {
  let newest!: PrintedTrace;
  const isWhole = async () => {
    newest = await printedTrace('--last-order');
    expect(newest.orders).toEqual([order]);
    expect(newest.services.toSorted()).toEqual(['cart', 'catalog', 'checkout', 'payment']);
  };
  await eventually(isWhole, { timeoutMs: soon.timeout });
  return newest;
}

describe('trace', () => {
  let order: string;
  let trace: PrintedTrace;

  beforeAll(async () => {
    await ready();
    order = await placeOrder();
    trace = await traceOfOrder(order);
  });
  afterAll(async () => {
    for (const part of ['payment', 'catalog']) await run('start', part);
    await ready();
  });

  it('finds the newest order, and follows it from the request to the last consumer', () => {
    const hops = trace.spans.flatMap(({ hop }) => (hop ? [`${hop.from} → ${hop.to}`] : []));
    expect(hops).toContain('checkout → payment');
    expect(hops).toContain('payment → checkout');
    expect(trace.spans.filter(({ orphan }) => orphan)).toEqual([]);
    expect(trace.kept.length).toBeGreaterThan(0);
  });

  it('has a critical path without gaps from the first start to the last end', () => {
    const ends = trace.criticalPath.map(({ startMs, durationMs }) => startMs + durationMs);
    expect(trace.criticalPath[0]!.startMs).toBe(0);
    trace.criticalPath.slice(1).forEach(({ startMs }, at) => expect(startMs).toBeCloseTo(ends[at]!, 3));
    expect(ends.at(-1)).toBeCloseTo(trace.durationMs, 3);
  });

  it('puts the log lines under the spans that wrote them', async () => {
    const payment = async () => {
      const { spans } = await printedTrace(trace.traceId);
      return spans
        .filter(({ service }) => service === 'payment')
        .flatMap(({ logs }) => logs.map(({ line }) => line));
    };
    await expect
      .poll(payment, soon)
      .toEqual(expect.arrayContaining([expect.stringMatching(/^payment (settled|declined)$/)]));
  });

  it('draws it without colours and within 120 columns without a terminal', async () => {
    const { exitCode, stdout } = await run('trace', trace.traceId);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(order);
    expect(stdout).toMatch(/⇢ checkout → payment, \S+ on the broker: checkout\.order-placed\.v1/);
    expect(stdout).toContain('The critical path took');
    expect(stdout).not.toContain('\u001b[');
    const [, drawn] = stdout.split('\n\n');
    expect(Math.max(...drawn!.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(120);
  });

  it('omits the log lines on demand', async () => {
    expect((await run('trace', trace.traceId, '--no-logs')).stdout).not.toContain('payment settled');
  });

  it('finds the longest span of the last 15 minutes', async () => {
    const { exitCode, stdout } = await run('trace', '--slowest', '--no-logs');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/found by +longest span of the last 15 minutes \(.+\)/);
  });

  it('follows the newest exemplar of a metric', async () => {
    const seen = async () =>
      (await printedTrace('--exemplar', 'webstore_http_request_duration_seconds')).foundBy;
    await expect
      .poll(seen, soon)
      .toMatch(/^exemplar [\d.e-]+ of webstore_http_request_duration_seconds\{service=/);
  });

  it('finds the newest failed request, and explains the status of each span', async () => {
    const cartId = await shop.newCart(demoCustomerId);
    await run('stop', 'catalog');
    await expect(shop.putItem(cartId, 'moka-pot')).rejects.toThrow('503');
    await run('start', 'catalog');
    const failed = async () => (await run('trace', '--errors')).stdout;
    await expect.poll(failed, soon).toMatch(/✗● cart +PUT \/carts\/:id\/items\/:productId/);
    expect(await failed()).toMatch(/✗ HTTP 503[^]*✗ .*ECONNREFUSED/);
  });

  it('names the other trace of an order whose message waited while payment was stopped', async () => {
    await run('stop', 'payment');
    const late = await placeOrder();
    await expect.poll(async () => (await shop.order(late)).late, soon).toBe(true);
    await run('start', 'payment');
    // The synthetic customer's next order is soon the last one.
    let first!: PrintedTrace;
    const relatives = async () => {
      first = await printedTrace('--last-order');
      return { orders: first.orders, hows: first.relatives.map(({ how }) => how) };
    };
    await expect.poll(relatives, soon).toEqual({ orders: [late], hows: ['continued by'] });

    const { traceId } = first;
    const [next] = first.relatives;
    const continued = await printedTrace(next!.traceId);
    expect(continued.relatives).toContainEqual({ traceId, how: 'continues' });
    const { stdout } = await run('trace', next!.traceId, '--no-logs');
    expect(stdout).toContain(`./lab trace ${traceId}`);
  });
});

describe('trace, without data', () => {
  beforeAll(() => ready());
  afterAll(async () => {
    for (const part of ['jaeger', 'loki', 'prometheus']) await run('start', part);
    await ready();
  });

  it.each([
    [[], exitCodes.usage, /^Say which trace, in one way/],
    [['--last-order', '--slowest'], exitCodes.usage, /^Say which trace, in one way/],
    [['../services'], exitCodes.usage, /32 hex digits/],
    [['4bf92f3577b34da6a3ce929d0e0e4736'], exitCodes.failed, /^No trace 4bf92f\w+ is stored: .*Try again/],
    [['--exemplar', 'rate(up[1m])'], exitCodes.usage, /must be the name of a metric/],
    [
      ['--exemplar', 'webstore_no_such_metric'],
      exitCodes.failed,
      /^Prometheus has no exemplar of .*\.\/lab traffic/,
    ],
  ])('%j exits with %i and names the remedy', async (args, code, said) => {
    const { exitCode, stderr } = await run('trace', ...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: code, stderr: expect.stringMatching(said) });
    expect(stderr.split('\n')).toHaveLength(1);
  });

  it.each([
    ['jaeger', ['--last-order']],
    ['prometheus', ['--exemplar', 'webstore_http_requests_total']],
  ])('reports that %s is stopped', async (part, args) => {
    await run('stop', part);
    const { exitCode, stderr } = await run('trace', ...args);
    await run('start', part);
    expect(exitCode).toBe(exitCodes.unavailable);
    expect(stderr).toMatch(new RegExp(`^${part}: cannot be reached .*\\./lab start ${part}`));
    await ready(part);
  });

  it('shows the trace without its log lines when Loki is stopped, and reports that they are missing', async () => {
    await run('stop', 'loki');
    const { exitCode, stdout, stderr } = await run('trace', '--last-order');
    await run('start', 'loki');
    expect(stdout).toContain('POST /orders');
    expect(stderr).toMatch(/^loki: cannot be reached .*\.\/lab start loki/);
    expect(exitCode).toBe(exitCodes.unavailable);
  });
});
