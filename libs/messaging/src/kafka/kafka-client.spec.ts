import { withoutPropagation } from '@webstore/telemetry';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { KafkaClient } from './kafka-client';

const send = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('kafkajs', async (original) => ({
  ...(await original<typeof import('kafkajs')>()),
  Kafka: class {
    admin = () => ({ connect: async () => undefined });
    producer = () => ({ connect: async () => undefined, send });
  },
}));
vi.mock('@webstore/telemetry', async (original) => ({
  ...(await original<typeof import('@webstore/telemetry')>()),
  withoutPropagation: vi.fn((call: () => unknown) => call()),
}));

describe('publishing', () => {
  beforeEach(() => vi.clearAllMocks());
  const sut = new KafkaClient({
    service: 'checkout',
    brokers: ['127.0.0.1:1'],
    produces: [],
    outsideTopics: ['partners.orders.v1'],
  });

  it('sends no trace context to a topic that external consumers read', async () => {
    await sut.publish('partners.orders.v1', { value: '{}' });
    expect(withoutPropagation).toHaveBeenCalledTimes(1);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends the trace context to every other topic', async () => {
    await sut.publish('checkout.order-placed.v1', { value: '{}' });
    expect(withoutPropagation).not.toHaveBeenCalled();
    expect(send).toHaveBeenCalledTimes(1);
  });
});
