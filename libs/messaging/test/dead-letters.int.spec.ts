import { randomUUID } from 'node:crypto';
import { eventually, type ReceivedMessage, type TestKafka, testKafka } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeadLetter, deadLetterHeaders, DeadLetters } from '../src';

// Unique topics, because other specs share the broker.
const origin = `test.settled-${randomUUID()}.v1`;
const parkedIn = `${origin}.checkout.dlq`;

const tale = (at: string) => ({
  [deadLetterHeaders.cause]: 'invalid_request: captureId: expected string',
  [deadLetterHeaders.topic]: origin,
  [deadLetterHeaders.partition]: '3',
  [deadLetterHeaders.offset]: '41',
  [deadLetterHeaders.service]: 'checkout',
  [deadLetterHeaders.attempts]: '1',
  [deadLetterHeaders.at]: at,
});

describe('dead letters on a real broker', () => {
  let kafka: TestKafka;
  let sut: DeadLetters;
  let arrived: ReceivedMessage[];

  beforeAll(async () => {
    kafka = await testKafka();
    arrived = await kafka.consume(origin);
    await kafka.createTopics(parkedIn);
    sut = await DeadLetters.connect(kafka.brokers);
    for (const number of [1, 2, 3]) {
      const headers = { ce_id: `evt-${number}`, ...tale(`2026-11-21T05:00:0${number}.000Z`) };
      await kafka.publish(parkedIn, `order-${number}`, { number }, headers);
    }
  });
  afterAll(async () => {
    await sut.close();
    await kafka.close();
  });

  const letters = async () => sut.list(parkedIn);
  const withId = async (id: string): Promise<DeadLetter> => (await letters()).find((one) => one.id === id)!;

  it('finds the topic and lists its messages of all partitions in the order of parking', async () => {
    expect(await sut.topics()).toContain(parkedIn);
    expect((await letters()).map(({ id }) => id)).toEqual(['evt-1', 'evt-2', 'evt-3']);
  });

  it('lists nothing for an empty topic', async () => {
    await kafka.createTopics(`${origin}.empty.dlq`);
    expect(await sut.list(`${origin}.empty.dlq`)).toEqual([]);
  });

  it('does not remove messages by reading', async () => {
    expect(await letters()).toEqual(await letters());
  });

  it('replays one with a replaced body, records that replay, and leaves the others unchanged', async () => {
    await sut.replay(await withId('evt-2'), '{"number":2,"fixed":true}');
    await eventually(() => expect(arrived).toHaveLength(1));
    expect(arrived[0]).toMatchObject({ key: 'order-2', value: '{"number":2,"fixed":true}' });
    expect(arrived[0]!.headers).toEqual({ ce_id: 'evt-2', 'webstore-replayed': 'true' });
    const replayed = (await letters()).filter(({ replayedAt }) => replayedAt !== undefined);
    expect(replayed.map(({ id }) => id)).toEqual(['evt-2']);
  });

  it('keeps the record across connections', async () => {
    const another = await DeadLetters.connect(kafka.brokers);
    const again = (await another.list(parkedIn)).find(({ id }) => id === 'evt-2');
    await another.close();
    expect(again!.replayedAt).toBeDefined();
  });
});
