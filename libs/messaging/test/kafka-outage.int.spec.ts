import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eventually } from '@webstore/testing';
import { Redis } from 'ioredis';
import { type Consumer, KafkaJSGroupCoordinatorNotFound, KafkaJSNonRetriableError } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitWhenConsumerDies, KafkaClient, KafkaStrategy } from '../src';
import { RedisInbox } from '../src/inbox/redis-inbox';
import { startConsumer } from './consumer';

const SHUTDOWN_MS = 8_000;

describe('with a broker or a Redis that accepts connections but never responds', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let port: number;
  let sut: KafkaClient;

  beforeAll(async () => {
    server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    sut = new KafkaClient({ service: 'probe', brokers: [`127.0.0.1:${port}`], produces: [] });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  const within = async (ms: number, work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    expect(performance.now() - started).toBeLessThan(ms);
  };

  it('the check, a publication and the shutdown each end within their deadline', async () => {
    await within(4_000, () => expect(sut.check()).rejects.toThrow('no answer'));
    await within(14_000, () => expect(sut.publish('a.v1', { value: '{}' })).rejects.toThrow());
    await within(SHUTDOWN_MS, () => sut.onApplicationShutdown());
  }, 40_000);

  it('the inbox in Redis closes', async () => {
    const redis = new Redis({ host: '127.0.0.1', port, commandTimeout: 200, enableReadyCheck: false });
    const inbox = new RedisInbox(redis, 'probe');
    await expect(inbox.seen('a-message')).rejects.toThrow('timed out');
    await within(1_000, async () => inbox.onApplicationShutdown());
    redis.disconnect();
  });
});

describe('a consumer on a real broker', () => {
  it('is reported as running until it crashes permanently; then the process exits with code 1', async () => {
    const sut = await startConsumer(async () => undefined);
    const [consumer] = sut.strategy.checks();
    await expect(consumer!.check()).resolves.toBeUndefined();
    const end = vi.fn();
    exitWhenConsumerDies({ get: () => sut.strategy as KafkaStrategy } as never, end);

    // Simulates an error that kafkajs does not retry, such as one of its instrumentation.
    const group = sut.strategy.unwrap<Consumer>();
    vi.spyOn(sut.strategy as unknown as { consume(): void }, 'consume').mockImplementation(() => {
      throw new KafkaJSNonRetriableError('cannot read properties of undefined');
    });
    const crashed = new Promise((resolve) => group.on(group.events.CRASH, resolve));
    await sut.kafka.publish(sut.topic, 'k', {});
    await crashed;
    await eventually(() => expect(end).toHaveBeenCalledExactlyOnceWith(1));
    await expect(consumer!.check()).rejects.toThrow(/crashed, for good: KafkaJSNonRetriableError/);
    await sut.close();
  }, 60_000);

  it('is replaced if kafkajs gives up because no broker named the coordinator; the process continues', async () => {
    const handler = vi.fn(async () => undefined);
    const sut = await startConsumer(handler);
    const end = vi.fn();
    exitWhenConsumerDies({ get: () => sut.strategy as KafkaStrategy } as never, end);

    // The error of a group join while no broker responds in time; kafkajs does not retry it.
    const group = sut.strategy.unwrap<Consumer>();
    const consume = vi.spyOn(sut.strategy as unknown as { consume(): void }, 'consume');
    consume.mockImplementationOnce(() => {
      // The types omit the message argument, but the constructor fails without it.
      const NotFound = KafkaJSGroupCoordinatorNotFound as new (message: string) => Error;
      throw new NotFound('Failed to find group coordinator');
    });
    const crashed = new Promise((resolve) => group.on(group.events.CRASH, resolve));
    await sut.kafka.publish(sut.topic, 'k', {});
    await crashed;
    await eventually(() => expect(handler).toHaveBeenCalledOnce(), { timeoutMs: 60_000 });
    await expect(sut.strategy.checks()[0]!.check()).resolves.toBeUndefined();
    expect(end).not.toHaveBeenCalled();
    await sut.close();
  }, 90_000);
});
