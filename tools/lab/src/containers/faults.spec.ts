import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, resolveFault } from '@webstore/faults';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComponentControl, Sessions } from '@webstore/lab-core/component-control/component-control.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { mechanismOf } from '../host/faults/mechanisms/index.ts';
import { composeControl } from './compose-control.ts';
import { RecordedCompose } from './recorded-compose.fixture.ts';

const again = (name: string) => [
  `--profile * stop ${name}`,
  `--profile * up --detach --no-deps --no-build ${name}`,
];
const rolledOut = (component: string, environment: Record<string, string>) => ({
  executed: again(component),
  override: { [component]: { environment } },
});

interface Expected {
  /** What Docker Compose is asked to do. */
  executed?: string[];
  override?: object;
  flags?: object;
  /** The condition of the bank's first site. */
  condition?: object;
}

/** What each fault, with its default parameters, does to the lab in containers. */
const expected: Record<string, Expected> = {
  'service-stopped': { executed: ['--profile * stop catalog'], override: { catalog: { scale: 0 } } },
  'service-frozen': { executed: ['--profile * pause catalog'] },
  'restart-loop': rolledOut('cart', { NODE_OPTIONS: '--max-old-space-size=24' }),
  'redis-down': { executed: ['--profile * stop redis'], override: { redis: { scale: 0 } } },
  'bank-slow': { condition: { country: 'BR', slowerMs: 2_500 } },
  'bank-declining': { condition: { country: 'DE', declines: 0.9 } },
  'slow-consumer': { condition: { country: '*', slowerMs: 3_000 } },
  'timeout-inversion': rolledOut('payment', { ACQUIRER_TIMEOUT_MS: '50' }),
  'pool-exhausted': rolledOut('checkout', { DATABASE_POOL_SIZE: '1', REPLAY_LOOKUP: 'twice' }),
  'n-plus-one': { flags: { 'catalog.stock-lookup': 'each' } },
  'event-loop-blocked': { flags: { 'catalog.near-duplicates': 'left-out' } },
  'span-queue-small': rolledOut('catalog', { OTEL_BSP_MAX_QUEUE_SIZE: '2' }),
  'spans-misdirected': rolledOut('cart', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }),
  'log-level-wrong': rolledOut('payment', { LOG_LEVEL: 'error' }),
  'kafka-headers-lost': rolledOut('checkout', { OUTSIDE_TOPICS: 'checkout.order-placed.v1' }),
  'retry-storm': rolledOut('checkout', { PUBLISH_TIMEOUT_MS: '1' }),
  'histogram-buckets-coarse': rolledOut('catalog', {
    HTTP_DURATION_BUCKETS: '5,10,25,50,75,100,250,500,1000',
  }),
  'label-explosion': rolledOut('cart', { HTTP_ROUTE_LABEL: 'path', METRICS_LABEL_VALUES: '1000' }),
  'log-flood': rolledOut('checkout', { LOG_LEVEL: 'debug', LOG_SAMPLE_ABOVE: '100000' }),
  'errors-as-200': rolledOut('checkout', { PROBLEM_STATUS: '200', RESERVATION_TIMEOUT_MS: '2' }),
  'memory-leak': rolledOut('catalog', { PAGES_KEPT: '0' }),
  'cache-stampede': rolledOut('catalog', { CACHE_EXPIRY: 'together', CACHE_SECONDS: '1' }),
  'poison-message': rolledOut('payment', { MESSAGE_ATTEMPTS: '100000' }),
};

/** Tested below, or not possible without a shop, a bank or a data store that answers. */
const others = ['bad-canary', 'charged-twice', 'lock-contention', 'overload-that-stays', 'product-broken'];

describe('a fault in containers', () => {
  let lab: Lab;
  let compose: RecordedCompose;
  let control: ComponentControl;
  const published: string[] = [];
  /** Without data stores: an empty cache, and a broker that records topics. */
  const sessions = {
    redis: (use: (redis: object) => unknown) => use({ keys: async () => [], del: async () => 0 }),
    kafka: (_: string, use: (kafka: object) => unknown) =>
      use({ publish: async (topic: string) => void published.push(topic) }),
  } as unknown as Sessions;

  beforeEach(() => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'faults-')), inContainers: true });
    compose = new RecordedCompose(lab, 'catalog', 'cart', 'checkout', 'payment', 'redis');
    control = { ...composeControl(lab, compose.run), sessions };
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));

  it('is in this file', () => {
    const there = catalogue.flatMap(({ id, works }) => (works.containers === true ? [id] : []));
    expect([...Object.keys(expected), ...others].toSorted()).toEqual(there.toSorted());
  });

  it.each(Object.entries(expected))(
    '%s does what it promises, and leaves nothing when it ends',
    async (id, want) => {
      const sut = mechanismOf(id);
      const occurrence = { fault: resolveFault(id), key: 'a-key' };
      if (id === 'restart-loop') compose.afterUp = 'restarting';
      await sut.begin(control, occurrence);
      expect(compose.executed).toEqual(want.executed ?? []);
      expect(compose.override()).toEqual(want.override);
      expect(control.flags.read()).toEqual(want.flags ?? {});
      expect(control.bank.conditions()).toEqual(want.condition ? { 'a-key': want.condition } : {});
      expect(await sut.holds(control, occurrence)).toBe(true);

      compose.afterUp = 'running';
      await sut.end(control, occurrence);
      expect(compose.override()).toBeUndefined();
      expect(control.flags.read()).toEqual({});
      expect(control.bank.conditions()).toEqual({});
      expect(await sut.holds(control, occurrence)).toBe(false);
      expect(new Set(Object.values(compose.states))).toEqual(new Set(['running']));
    },
  );

  it('bad-canary is a second payment of another version', async () => {
    const sut = mechanismOf('bad-canary');
    const occurrence = { fault: resolveFault('bad-canary'), key: 'a-key' };
    await sut.begin(control, occurrence);
    expect(compose.executed).toEqual([again('payment-2')[1]]);
    expect(compose.override()).toMatchObject({
      'payment-2': {
        environment: {
          ACQUIRER_TIMEOUT_MS: '50',
          OTEL_RESOURCE_ATTRIBUTES: expect.stringContaining('service.version=0.1.1,'),
        },
      },
    });
    await sut.end(control, occurrence);
    expect(compose.executed.at(-1)).toBe('--profile * rm --stop --force payment-2');
    expect(compose.override()).toBeUndefined();
  });
});
