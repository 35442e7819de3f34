import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadLetterTopic, topics } from '@webstore/contracts';
import type { DeadLetter } from '@webstore/messaging';
import { type TestKafka, testKafka } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogPattern } from '@webstore/lab/commands/query/patterns.ts';
import { lab, ready, run, runJson, shop } from '../support/labs/running-lab.ts';

const topic = topics.orderCancelled;
const parkedIn = deadLetterTopic(topic, 'catalog');

describe('a malformed event', () => {
  const malformedId = randomUUID();
  const first = randomUUID();
  const second = randomUUID();
  let kafka: TestKafka | undefined;

  const stateOf = (orderId: string) => async () => (await shop.reservation(orderId)).state;
  const send = (id: string, event: unknown) =>
    // One key, so that both messages land in the same partition, one behind the other.
    kafka!.publish(topic, first, event, { ce_id: id, ce_type: topic });
  const shown = async () => {
    const { json } = await runJson<DeadLetter[]>('dlq', 'show', parkedIn, '--json');
    return json.filter(({ id }) => id === malformedId);
  };

  beforeAll(async () => {
    await ready('catalog', 'kafka');
    process.env['TEST_KAFKA_BROKERS'] = `127.0.0.1:${lab.port('kafka')}`;
    kafka = await testKafka();
    const product = (await shop.products()).find(({ available }) => available > 5)!;
    for (const orderId of [first, second]) {
      await shop.reserve(orderId, [{ productId: product.id, quantity: 1 }]);
    }
  });
  afterAll(() => kafka?.close());

  it('does not block its partition', async () => {
    await send(malformedId, { orderId: first, reason: 'none that we know' });
    await send(randomUUID(), { orderId: second, reason: 'timeout' });
    await expect.poll(stateOf(second), { timeout: 30_000 }).toBe('released');
    expect(await stateOf(first)()).toBe('held');
  });

  it('is a new pattern among the log lines, beside the known ones', async () => {
    const patterns = async () =>
      (await runJson<LogPattern[]>('query', 'patterns', '--since', '30s', '--json')).json;
    const parked = {
      service: 'catalog',
      level: 'error',
      pattern: expect.stringMatching(/^parked checkout\.order-cancelled\.v…: invalid_request: reason: /),
      change: 'new',
    };
    await expect.poll(patterns, { timeout: 20_000 }).toContainEqual(expect.objectContaining(parked));
    // Of all services, because catalog alone may have written no line in the period before to compare with.
    const printed = async () => (await run('query', 'patterns', '--since', '30s')).stdout;
    await expect.poll(printed, { timeout: 20_000 }).toMatch(/^catalog +error +\d+ +0 +new +parked checkout/m);
    // The synthetic customer orders four times a minute: in a lab that has just started, only from now on.
    const known = async () => (await patterns()).find(({ pattern }) => pattern === 'order completed')?.change;
    await expect.poll(known, { timeout: 90_000, interval: 2_000 }).toMatch(/^(?!new|gone)/);
  });

  it('is in the dead-letter topic with its cause and its origin', async () => {
    const [letter, ...more] = await shown();
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      cause: expect.stringMatching(/^invalid_request: reason: /),
      origin: { topic, partition: expect.any(Number), offset: expect.stringMatching(/^\d+$/) },
      service: 'catalog',
      attempts: 1,
      key: first,
    });
    expect((await run('dlq', 'list')).stdout).toContain(parkedIn);
  });

  it('is not replayed with a body that is still invalid', async () => {
    const { exitCode, all } = await run(
      'dlq',
      'replay',
      parkedIn,
      '--id',
      malformedId,
      '--body',
      file({ orderId: first }),
    );
    expect(exitCode).toBe(2);
    expect(all).toContain('reason:');
  });

  it('is processed once it is fixed, and is marked as replayed', async () => {
    const fixed = file({ orderId: first, reason: 'timeout' });
    const { exitCode, all } = await run('dlq', 'replay', parkedIn, '--id', malformedId, '--body', fixed);
    expect(exitCode, all).toBe(0);
    await expect.poll(stateOf(first), { timeout: 30_000 }).toBe('released');
    expect((await shown())[0]!.replayedAt).toEqual(expect.any(String));
  });

  it('is skipped by the next replay', async () => {
    const { all } = await run('dlq', 'replay', parkedIn);
    expect(all).not.toContain(malformedId);
    expect(await shown()).toHaveLength(1);
  });
});

function file(event: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'fixed-')), 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return path;
}
