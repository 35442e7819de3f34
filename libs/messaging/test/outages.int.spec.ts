import { eventually } from '@webstore/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { startConsumer, type TestConsumer } from './consumer';

describe('a consumer whose dependency is down', () => {
  let sut: TestConsumer | undefined;
  afterEach(() => sut?.close());

  const stateOf = async (name: string) => {
    const check = sut!.strategy.checks().find((one) => one.name === name)!;
    return check.check().then(
      () => 'up',
      (error: Error) => error.message,
    );
  };

  const committed = async () => {
    const { client, topic } = sut!;
    const [offsets] = await client['admin'].fetchOffsets({ groupId: client.service, topics: [topic] });
    return offsets!.partitions.map(({ offset }) => offset);
  };

  it('keeps its messages, reports the wait, and handles each once after the outage', async () => {
    let isDown = true;
    let tries = 0;
    const handled: unknown[] = [];
    const check = async () => {
      if (isDown) throw new Error('connect ECONNREFUSED');
    };
    sut = await startConsumer(
      async (event) => {
        tries++;
        await check();
        handled.push(event);
      },
      { dependencies: [{ name: 'bank', check }] },
    );
    const { kafka, topic, parked } = sut;
    for (const number of [0, 1, 2, 3]) await kafka.publish(topic, `k${number}`, { number }, {}, number);
    // While one partition is paused, kafkajs fetches no others. The number of waiting partitions depends on the first fetch.
    await eventually(async () => expect(await stateOf('partitions')).toContain('waits for bank'));
    expect(await stateOf('consumer')).toBe('up');
    expect(tries).toBeLessThanOrEqual(4);
    isDown = false;
    await eventually(() => expect(handled).toHaveLength(4));
    expect(await stateOf('partitions')).toBe('up');
    expect(parked).toEqual([]);
  });

  it('stops at once, and the next consumer receives the message again', async () => {
    const dependencies = [{ name: 'bank', check: () => Promise.reject(new Error('refused')) }];
    let tries = 0;
    sut = await startConsumer(
      async () => {
        tries++;
        throw new Error('refused');
      },
      { dependencies },
    );
    await sut.kafka.publish(sut.topic, 'k', {});
    await eventually(async () => expect(await stateOf('partitions')).toContain('waits for bank'));
    const started = performance.now();
    await sut.strategy.close();
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(tries).toBe(1);
    expect((await committed()).every((offset) => ['-1', '0'].includes(offset))).toBe(true);
  });

  it('parks a message that fails while all dependencies are up, and handles the messages after it', async () => {
    const handled: unknown[] = [];
    sut = await startConsumer(
      async (event) => {
        if ((event as { bad?: true }).bad) throw new TypeError('undefined is not a function');
        handled.push(event);
      },
      { dependencies: [{ name: 'bank', check: async () => undefined }] },
    );
    await sut.kafka.publish(sut.topic, 'k', { bad: true });
    await sut.kafka.publish(sut.topic, 'k', { good: true });
    await eventually(() => expect(handled).toEqual([{ good: true }]));
    await eventually(() => expect(sut!.parked).toHaveLength(1));
  });

  it('is not blocked by a message that takes its dependency down each time', async () => {
    const handled: unknown[] = [];
    let downFor = 0;
    sut = await startConsumer(
      async (event) => {
        if ((event as { bad?: true }).bad) {
          downFor = 1;
          throw new Error('connection reset');
        }
        handled.push(event);
      },
      {
        dependencies: [
          {
            name: 'bank',
            check: async () => {
              if (downFor-- > 0) throw new Error('starting');
            },
          },
        ],
      },
    );
    await sut.kafka.publish(sut.topic, 'k', { bad: true });
    await sut.kafka.publish(sut.topic, 'k', { good: true });
    await eventually(() => expect(handled).toEqual([{ good: true }]), { timeoutMs: 90_000 });
    await eventually(() => expect(sut!.parked).toHaveLength(1));
  }, 120_000);

  it('keeps the partition while a handler takes longer than the session', async () => {
    let tries = 0;
    let release!: () => void;
    const slow = new Promise<void>((resolve) => (release = resolve));
    sut = await startConsumer(async () => {
      tries++;
      await slow;
    });
    const beats: number[] = [];
    const consumer = sut.strategy.unwrap<import('kafkajs').Consumer>();
    consumer.on(consumer.events.HEARTBEAT, () => void beats.push(Date.now()));
    await sut.kafka.publish(sut.topic, 'k', {});
    await eventually(() => expect(tries).toBe(1));
    const before = beats.length;
    await eventually(() => expect(beats.length).toBeGreaterThan(before + 1));
    release();
    await eventually(async () => expect(await committed()).toContain('1'));
    expect(tries).toBe(1);
  });
});
