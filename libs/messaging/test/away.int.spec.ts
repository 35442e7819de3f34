import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { eventually } from '@webstore/testing';
import { type Consumer, KafkaJSNonRetriableError } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exitWhenConsumerDies, KafkaClient, KafkaStrategy } from '../src';
import { startConsumer } from './consumer';

const SHUTDOWN_MS = 8_000;

describe('with a broker that accepts connections and answers nothing', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  let sut: KafkaClient;

  beforeAll(async () => {
    server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
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

  it('the check, a publication and the shutdown end, each within its deadline', async () => {
    await within(4_000, () => expect(sut.check()).rejects.toThrow('no answer'));
    await within(14_000, () => expect(sut.publish('a.v1', { value: '{}' })).rejects.toThrow());
    await within(SHUTDOWN_MS, () => sut.onApplicationShutdown());
  }, 40_000);
});

describe('a consumer on a real broker', () => {
  it('is seen to run, and is not once it has crashed for good: the process ends with exit code 1', async () => {
    const sut = await startConsumer(async () => undefined);
    const [consumer] = sut.strategy.checks();
    await expect(consumer!.check()).resolves.toBeUndefined();
    const exit = vi.fn();
    const close = vi.fn(async () => undefined);
    const app = { get: () => sut.strategy as KafkaStrategy, close };
    exitWhenConsumerDies(app as never, exit);

    // What kafkajs does with an error that it does not try again, such as one of its instrumentation.
    const group = sut.strategy.unwrap<Consumer>();
    vi.spyOn(sut.strategy as unknown as { consume(): void }, 'consume').mockImplementation(() => {
      throw new KafkaJSNonRetriableError('cannot read properties of undefined');
    });
    const crashed = new Promise((resolve) => group.on(group.events.CRASH, resolve));
    await sut.kafka.publish(sut.topic, 'k', {});
    await crashed;
    await eventually(() => expect(exit).toHaveBeenCalledExactlyOnceWith(1));
    expect(close).toHaveBeenCalledTimes(1);
    await expect(consumer!.check()).rejects.toThrow(/crashed, for good: KafkaJSNonRetriableError/);
    await sut.close();
  }, 60_000);
});
