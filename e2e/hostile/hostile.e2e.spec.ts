import { randomInt, randomUUID } from 'node:crypto';
import { services } from '@webstore/lab-core/clients/services.ts';
import { Logs } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import fc from 'fast-check';
import { execa } from 'execa';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalog } from '@webstore/supervisor/components/catalog.ts';
import { allOrdersEnd, accountsBalance } from '../support/assertions/accounting-invariants.ts';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { scrape, total } from '../support/stores/scrape.ts';
import { control, lab, ready, run, shop } from '../support/labs/running-lab.ts';
import { drained } from '../support/assertions/span-accounting.ts';
import { preloading, withChanged } from '../support/labs/changed-component.ts';
import { writtenLines } from '../support/stores/stored-telemetry.ts';
import { routesOf } from './api.ts';
import { hostileMessages } from './messages.ts';
import { cpuMs, cpuOf, usualCpu } from './process-cpu.ts';
import { send } from './raw-request.ts';
import { hostileRequests } from './requests.ts';

/** Number of inputs of each kind. CI runs fewer, always with the same seed. */
const whole = process.env['HOSTILE'] === 'whole';
const counts = whole
  ? { requests: 1_600, messages: 400, logCalls: 600 }
  : { requests: 500, messages: 150, logCalls: 150 };
const seed = Number(process.env['HOSTILE_SEED'] ?? (whole ? randomInt(2 ** 31) : 17));

/** Maximum CPU time that one input may cost the process that receives it. */
const CPU_LIMIT_MS = 50;
const attacked = [...services, 'pager', 'synthetic', 'acquirer', 'host'] as const;

const processes = async () => {
  const parts = (await control.states()).filter(({ name }) => attacked.some((one) => one === name));
  return Object.fromEntries(parts.map(({ name, pid, restarts = 0 }) => [name, { pid: pid!, restarts }]));
};

describe(`hostile input, seed ${seed}`, () => {
  let before: Awaited<ReturnType<typeof processes>>;
  let neighbours: ClosedLoopCustomers;

  beforeAll(async () => {
    await ready();
    before = await processes();
    neighbours = new ClosedLoopCustomers(2, 250);
    await neighbours.buysMore(5);
  });
  afterAll(() => neighbours.leave());

  it(`of ${counts.requests} requests none is answered with 5xx, costs more than ${CPU_LIMIT_MS} ms or stays open`, async () => {
    const routes = (await Promise.all(attacked.map(routesOf))).flat();
    const usual = await usualCpu(Object.values(before).map(({ pid }) => pid));
    const statuses = new Map<string, number>();
    const wrong: string[] = [];
    for (const request of fc.sample(hostileRequests(routes), { numRuns: counts.requests, seed })) {
      let answers: number[] = [];
      const { pid } = before[request.service]!;
      const cost = cpuOf(pid, usual.get(pid)!, CPU_LIMIT_MS, async () => (answers = await send(request)));
      const ms = await cost.catch((error: unknown) => error as Error);
      if (ms instanceof Error) {
        wrong.push(`${ms.message} ${request.says}`);
        break;
      }
      for (const status of answers.length > 0 ? answers : ['none'])
        statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
      if (answers.some((status) => status >= 500)) wrong.push(`${answers.join()} ${request.says}`);
      if (ms > CPU_LIMIT_MS) wrong.push(`${Math.round(ms)} ms ${request.says}`);
    }
    console.log(`requests by status: ${JSON.stringify(Object.fromEntries([...statuses].sort()))}`);
    expect(wrong).toEqual([]);
  }, 900_000);

  it(`${counts.messages} invalid messages block no partition and cost their consumers little`, async () => {
    const kafka = new Kafka({ brokers: [`127.0.0.1:${lab.port('kafka')}`], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    const admin = kafka.admin();
    await Promise.all([producer.connect(), admin.connect()]);
    const cpuBefore = services.map((service) => cpuMs(before[service]!.pid));
    const ended = async () => {
      const all = await Promise.all(services.map((service) => scrape(service)));
      return all.reduce((sum, samples) => sum + total(samples, 'webstore_kafka_messages_total'), 0);
    };
    const endedBefore = await ended();
    for (const { topic, ...message } of fc.sample(hostileMessages, { numRuns: counts.messages, seed }))
      await producer.send({ topic, messages: [message] });
    // At least one service reads each topic.
    await expect
      .poll(async () => (await ended()) - endedBefore, { timeout: 240_000, interval: 1_000 })
      .toBeGreaterThanOrEqual(counts.messages);
    await eventually(
      async () => {
        for (const groupId of services) {
          for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
            const ends = await admin.fetchTopicOffsets(topic);
            const lag = partitions.reduce((sum, { partition, offset }) => {
              const end = ends.find((one) => one.partition === partition)!;
              return sum + Number(end.high) - Math.max(Number(offset), Number(end.low));
            }, 0);
            // Messages of other tests come and go.
            expect(lag, `${groupId} on ${topic}`).toBeLessThan(20);
          }
        }
      },
      { timeoutMs: 120_000 },
    );
    const used = services.map((service, at) => cpuMs(before[service]!.pid) - cpuBefore[at]!);
    console.log(
      `CPU for ${counts.messages} messages, neighbours and scrapes included: ${services.map((service, at) => `${service} ${Math.round(used[at]!)} ms`).join(', ')}`,
    );
    for (const ms of used) expect(ms / counts.messages).toBeLessThan(CPU_LIMIT_MS);
    await Promise.all([producer.disconnect(), admin.disconnect()]);
  }, 600_000);

  it(`${counts.logCalls} concurrent log calls lose no line, on stdout or in Loki`, async () => {
    const word = randomUUID();
    const began = new Date(Date.now() - 1_000);
    const { stdout, stderr } = await execa(
      process.execPath,
      [`${import.meta.dirname}/log-calls.ts`, String(counts.logCalls), String(seed), word],
      {
        env: {
          OTEL_SERVICE_NAME: 'hostile-logs',
          OTEL_EXPORTER_OTLP_ENDPOINT: lab.url('otlpHttp'),
          LOG_FORMAT: 'json',
          LOG_LEVEL: 'verbose',
        },
        maxBuffer: 512 * 2 ** 20,
      },
    );
    const lines = stdout.split('\n').map((line) => JSON.parse(line) as { message: string });
    const expected = Array.from({ length: counts.logCalls }, (_, at) => `neighbour ${word} ${at}`);
    expect(lines.map(({ message }) => message).filter((message) => message.includes(word))).toEqual(expected);
    const dearest = JSON.parse(stderr.trim().split('\n').at(-1)!) as { ms: number; call: string };
    console.log(`${lines.length} lines; the dearest call took ${dearest.ms} ms of CPU (${dearest.call})`);
    expect(dearest.ms).toBeLessThan(CPU_LIMIT_MS);
    const logs = new Logs({ baseUrl: lab.url('loki') });
    const stored = async () => {
      const found = await logs.query(
        `{service_name="hostile-logs"} |= "${word}"`,
        { from: began, to: new Date() },
        { limit: 5_000 },
      );
      return new Set(found.map(({ line }) => line)).size;
    };
    await expect.poll(stored, { timeout: 60_000, interval: 1_000 }).toBe(counts.logCalls);
  }, 600_000);

  it('ended or restarted no process', async () => {
    expect(await processes()).toEqual(before);
  });

  it('lost no order of other customers, and the accounts add up', async () => {
    await neighbours.buysMore(5);
    await neighbours.leave();
    await allOrdersEnd(120_000);
    const { completed = 0, cancelled = 0, ...others } = await neighbours.outcomes();
    console.log(`neighbours' orders: ${completed} completed, ${cancelled} cancelled`);
    expect(others).toEqual({});
    expect(completed).toBeGreaterThan(0);
    await accountsBalance();
    await drained();
    expect(await run('prove')).toMatchObject({ exitCode: 0 });
  }, 600_000);
});

describe('a bug of our own', () => {
  it('is answered with 500, as a problem, and logged with its stack', async () => {
    await withChanged(catalog, preloading('planted-bug.ts'), async () => {
      const product = (await shop.products())[0]!.id;
      const answer = await fetch(`${lab.url('catalog')}/products/${product}`, {
        headers: { authorization: `Bearer ${lab.settings().USER_TOKEN}` },
      });
      expect(answer.status).toBe(500);
      expect(await answer.json()).toMatchObject({ type: 'urn:webstore:problem:internal', status: 500 });
      const line = writtenLines('catalog').findLast((text) => text.includes('a planted bug'));
      expect(JSON.parse(line!)).toMatchObject({
        level: 'error',
        'exception.type': 'TypeError',
        'exception.stacktrace': expect.stringContaining('products.'),
      });
    });
  });
});
