import { randomUUID } from 'node:crypto';
import { testKafka } from '@webstore/testing';
import { describe, expect, it } from 'vitest';
import { KafkaClient } from '../src';

describe('topics on an empty broker', () => {
  it('are created for several services that start at once', async () => {
    const kafka = await testKafka();
    const topics = Array.from({ length: 12 }, () => `test.${randomUUID()}.v1`);
    const services = ['a', 'b', 'c', 'd'].map(
      (service) => new KafkaClient({ service, brokers: kafka.brokers, produces: [] }),
    );
    await Promise.all(services.map((service) => service.ensureTopics(topics)));
    for (const service of services) {
      for (const topic of topics) await service.publish(topic, { key: 'k', value: '{}' });
      await service.onApplicationShutdown();
    }
    const received = await kafka.consume(topics[0] as string);
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(services.length);
    await kafka.close();
  });
});
