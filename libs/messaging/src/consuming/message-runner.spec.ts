import { DomainError } from '@webstore/contracts';
import type { EachMessagePayload } from 'kafkajs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { deadLetterHeaders } from '../dead-letters/dead-letter-headers';
import type { Inbox } from '../inbox/inbox';
import type { KafkaClient } from '../kafka/kafka-client';
import { MessageRunner } from './message-runner';
import { traceless } from '../messaging.metrics';

class MemoryInbox implements Inbox<string> {
  readonly ids = new Set<string>();

  async seen(id: string): Promise<boolean> {
    return this.ids.has(id);
  }

  async once(id: string, work: (tx: string) => unknown): Promise<boolean> {
    if (this.ids.has(id)) return false;
    await work('tx');
    this.ids.add(id);
    return true;
  }
}

function payload(value: string, headers: Record<string, string> = {}): EachMessagePayload {
  return {
    topic: 'payment.settled.v1',
    partition: 3,
    message: {
      key: Buffer.from('order-1'),
      value: Buffer.from(value),
      offset: '42',
      headers: { ce_id: 'event-1', ...headers },
    },
    heartbeat: vi.fn(async () => undefined),
  } as unknown as EachMessagePayload;
}

describe('the message runner', () => {
  const publish = vi.fn(async (..._sent: unknown[]) => undefined);
  let inbox: MemoryInbox;
  let stopping: AbortController;
  let sut: MessageRunner;

  beforeEach(() => {
    publish.mockClear();
    inbox = new MemoryInbox();
    stopping = new AbortController();
    sut = new MessageRunner(
      { service: 'checkout', publish } as unknown as KafkaClient,
      inbox,
      stopping.signal,
    );
  });

  it('passes the event to the handler and records it', async () => {
    const handler = vi.fn(async () => undefined);
    await sut.run(payload('{"amountCents":5}'), handler);
    expect(handler).toHaveBeenCalledWith(
      { amountCents: 5 },
      expect.objectContaining({ id: 'event-1', attempt: 1 }),
    );
    expect(inbox.ids).toContain('event-1');
  });

  it('skips an event that has already been handled', async () => {
    inbox.ids.add('event-1');
    const handler = vi.fn(async () => undefined);
    await sut.run(payload('{}'), handler);
    expect(handler).not.toHaveBeenCalled();
  });

  it('handles every delivery if the identity is the delivery', async () => {
    const identity = vi.fn(async () => 'event' as 'event' | 'delivery');
    sut = new MessageRunner(
      { service: 'checkout', publish } as unknown as KafkaClient,
      ...([inbox, stopping.signal, { identity }] as const),
    );
    inbox.ids.add('event-1');
    const handler = vi.fn(async () => undefined);
    await sut.run(payload('{}'), handler);
    expect(handler).not.toHaveBeenCalled();
    identity.mockResolvedValue('delivery');
    await sut.run(payload('{}'), handler);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(inbox.ids).toContain('payment.settled.v1-3-42');
  });

  it('parks a message that is not JSON at once, with cause and origin', async () => {
    await sut.run(payload('{oops'), async () => undefined);
    const [topic, message] = publish.mock.calls[0] as [
      string,
      { headers: Record<string, string>; value: Buffer },
    ];
    expect(topic).toBe('payment.settled.v1.checkout.dlq');
    expect(String(message.value)).toBe('{oops');
    expect(message.headers).toMatchObject({
      ce_id: 'event-1',
      [deadLetterHeaders.cause]: expect.stringMatching(/^SyntaxError: /),
      [deadLetterHeaders.topic]: 'payment.settled.v1',
      [deadLetterHeaders.partition]: '3',
      [deadLetterHeaders.offset]: '42',
      [deadLetterHeaders.service]: 'checkout',
      [deadLetterHeaders.attempts]: '1',
    });
    expect(inbox.ids.size).toBe(0);
  });

  it('throws if parking fails, so that the offset is not committed and the message is redelivered', async () => {
    publish.mockRejectedValueOnce(new Error('no broker'));
    await expect(sut.run(payload('{oops'), async () => undefined)).rejects.toThrow('no broker');
  });

  it('retries after a temporary failure and sends heartbeats meanwhile', async () => {
    const sent = payload('{}');
    const handler = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('connection reset'));
    await sut.run(sent, handler);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(sent.heartbeat).toHaveBeenCalled();
    expect(publish).not.toHaveBeenCalled();
    expect(inbox.ids).toContain('event-1');
  });

  it('parks a message that always fails, after the configured number of attempts', async () => {
    sut = new MessageRunner(
      { service: 'checkout', publish } as unknown as KafkaClient,
      ...([inbox, stopping.signal, { attempts: 2 }] as const),
    );
    const handler = vi.fn().mockRejectedValue(new Error('out of range'));
    await sut.run(payload('{}'), handler);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('leaves a message for redelivery if the service stops during a retry', async () => {
    const handler = vi.fn(async () => {
      stopping.abort();
      throw new Error('connection reset');
    });
    await expect(sut.run(payload('{}'), handler)).rejects.toThrow();
    expect(publish).not.toHaveBeenCalled();
    expect(inbox.ids.size).toBe(0);
  });

  it('counts an event without trace context', async () => {
    const counted = vi.spyOn(traceless, 'add');
    await sut.run(payload('{}', { traceparent: '00-1-2-01' }), async () => undefined);
    expect(counted).not.toHaveBeenCalled();
    await sut.run(payload('{}'), async () => undefined);
    expect(counted).toHaveBeenCalledExactlyOnceWith({ topic: 'payment.settled.v1' });
  });

  it('does not retry after a domain error', async () => {
    const handler = vi.fn(async () => {
      throw new DomainError('conflict', 'no such move');
    });
    await sut.run(payload('{}'), handler);
    expect(handler).toHaveBeenCalledTimes(1);
    expect(publish).toHaveBeenCalledTimes(1);
  });
});
