import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { deadLetterOf, placeOf, replayOf } from './dead-letter';

const parked = {
  key: Buffer.from('order-1'),
  value: Buffer.from('{"orderId":"order-1"}'),
  offset: '7',
  timestamp: '1795240149000',
  attributes: 0,
  headers: {
    ce_id: Buffer.from('evt-1'),
    ce_type: Buffer.from('payment.settled.v1'),
    traceparent: Buffer.from('00-c42f028df39819cdf1da018cd9a51fb7-538779d8d13c0124-01'),
    'webstore-dlq-cause': Buffer.from('invalid_request: captureId: expected string'),
    'webstore-dlq-topic': Buffer.from('payment.settled.v1'),
    'webstore-dlq-partition': Buffer.from('3'),
    'webstore-dlq-offset': Buffer.from('41'),
    'webstore-dlq-service': Buffer.from('checkout'),
    'webstore-dlq-attempts': Buffer.from('1'),
    'webstore-dlq-at': Buffer.from('2026-11-21T05:49:09.000Z'),
  },
} satisfies KafkaMessage;
const letter = deadLetterOf('payment.settled.v1.checkout.dlq', 2, parked);

describe('a dead letter', () => {
  it('describes the failure, its cause, the origin and the number of attempts', () => {
    expect(letter).toMatchObject({
      id: 'evt-1',
      cause: 'invalid_request: captureId: expected string',
      origin: { topic: 'payment.settled.v1', partition: 3, offset: '41' },
      service: 'checkout',
      attempts: 1,
      parkedAt: '2026-11-21T05:49:09.000Z',
      key: 'order-1',
      value: '{"orderId":"order-1"}',
    });
  });

  it('is identified by its position, for any id', () => {
    expect(placeOf(letter)).toBe('payment.settled.v1.checkout.dlq/2/7');
  });

  it('is replayed unchanged to its original partition, marked as replayed, without the failure headers', () => {
    expect(replayOf(letter)).toEqual({
      key: Buffer.from('order-1'),
      value: Buffer.from('{"orderId":"order-1"}'),
      partition: 3,
      headers: {
        ce_id: Buffer.from('evt-1'),
        ce_type: Buffer.from('payment.settled.v1'),
        traceparent: Buffer.from('00-c42f028df39819cdf1da018cd9a51fb7-538779d8d13c0124-01'),
        'webstore-replayed': 'true',
      },
    });
  });

  it('is replayed with a replaced body under the same id and key', () => {
    const message = replayOf(letter, '{"orderId":"order-1","captureId":"cap-1"}');
    expect(message.value).toBe('{"orderId":"order-1","captureId":"cap-1"}');
    expect(String(message.key)).toBe('order-1');
    expect(String(message.headers!['ce_id'])).toBe('evt-1');
  });

  it('shows binary data as hex, and the absence of a value', () => {
    const binary = { ...parked, key: Buffer.from([0xff, 0]), value: null };
    expect(deadLetterOf('a.dlq', 0, binary)).toMatchObject({ key: 'hex:ff00', value: null });
  });

  it('needs a replacement body for a replay if its own was too large to be parked', () => {
    const headers = {
      ...parked.headers,
      'webstore-dlq-omitted': 'value',
      'webstore-dlq-value-size': '1048576',
      'webstore-dlq-value-sha256': 'ab',
    };
    const large = deadLetterOf('a.dlq', 0, { ...parked, value: null, headers } as never);
    expect(large.omitted).toEqual({ parts: 'value', valueBytes: 1_048_576, valueSha256: 'ab' });
    expect(() => replayOf(large)).toThrow('payment.settled.v1, partition 3, offset 41');
    expect(replayOf(large, '{}').value).toBe('{}');
  });

  it('stays without a key if it had none', () => {
    expect(replayOf(deadLetterOf('a.dlq', 0, { ...parked, key: null })).key).toBeNull();
  });
});
