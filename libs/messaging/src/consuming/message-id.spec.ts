import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { eventId } from './message-id';

const idOf = (ce_id: Buffer | string | null | undefined) =>
  eventId({
    topic: 'a.v1',
    partition: 2,
    message: { offset: '7', headers: { ce_id } } as unknown as KafkaMessage,
  });

describe('the id of an event', () => {
  it('is the id that the sender set', () => {
    expect(idOf(Buffer.from('evt-1'))).toBe('evt-1');
  });

  it.each([undefined, null, '', Buffer.alloc(0)])('is its position if the sender set none: %j', (id) => {
    expect(idOf(id)).toBe('a.v1-2-7');
  });

  it('fits every inbox, and two different binary ids stay different', () => {
    const [one, other] = [idOf(Buffer.from([0xff, 0])), idOf(Buffer.from([0xfe, 0]))];
    expect(one).toMatch(/^sha256-[0-9a-f]{64}$/);
    expect(other).not.toBe(one);
    expect(idOf('x'.repeat(5_000))).toMatch(/^sha256-/);
  });
});
