import { Logger } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import fc from 'fast-check';
import type { EachMessagePayload, Message } from 'kafkajs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { anyBytes, anyHeaders, asHeaders, overTheWire } from '../../test/kafka-record';
import { MAX_OUTAGES } from './attempt-budget';
import { deadLetterOf, replayOf } from '../dead-letters/dead-letter';
import type { Inbox } from '../inbox/inbox';
import { headerValues, sendableHeaders } from '../kafka/kafka-headers';
import type { KafkaClient } from '../kafka/kafka-client';
import { MessageRunner } from './message-runner';
import { PausedPartitions } from './paused-partitions';

vi.mock('node:timers/promises', () => ({
  setTimeout: async (_ms: number, _value: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    signal?.throwIfAborted(),
}));

const neverSeen: Inbox<unknown> = {
  seen: async () => false,
  once: async (_id, work) => {
    await work(undefined);
    return true;
  },
};

function delivered(message: Message): EachMessagePayload {
  const payload = {
    topic: 'a.v1',
    partition: 3,
    message: overTheWire(message),
    heartbeat: async () => undefined,
  };
  return payload as unknown as EachMessagePayload;
}

describe('a message, whatever happens to it,', () => {
  beforeAll(() => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockReturnValue(undefined);
    }
  });

  it('is never parked while a dependency is down, and is always completed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        // Number of "down" results of the probe after each failure, and whether each attempt fails.
        fc.infiniteStream(fc.oneof(fc.constant(0), fc.nat({ max: 5 }))),
        fc.infiniteStream(fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, fc.boolean())),
        async (attempts, downAfter, failing) => {
          let stillDown = 0;
          let isDown = false;
          let [tries, succeeded, parked, outages] = [0, false, false, 0];
          const probes = {
            down: async () => {
              isDown = stillDown-- > 0;
              return isDown ? [{ name: 'bank', cause: 'refused' }] : [];
            },
          };
          const publish = async () => {
            expect(isDown).toBe(false);
            parked = true;
          };
          const client = { service: 'payment', publish } as unknown as KafkaClient;
          const paused = new PausedPartitions();
          const signal = new AbortController().signal;
          const sut = new MessageRunner(client, neverSeen, signal, { attempts }, paused, probes);
          await sut.run(delivered({ key: 'k', value: '{}' }), async () => {
            tries++;
            await paused.check();
            if (failing.next().value === false) {
              succeeded = true;
              return;
            }
            stillDown = downAfter.next().value as number;
            if (stillDown > 0) outages++;
            throw new Error('no answer');
          });
          expect(parked).toBe(!succeeded);
          expect(tries).toBeLessThanOrEqual((Math.min(outages, MAX_OUTAGES) + 1) * attempts);
          if (parked) expect(tries).toBeGreaterThanOrEqual(attempts);
        },
      ),
    );
  });

  it('waits while a dependency is down, without using an attempt', async () => {
    const answers = Array.from({ length: 1_000 }, () => [{ name: 'bank', cause: 'refused' }]);
    const down = vi.fn(async () => answers.pop() ?? []);
    const publish = vi.fn();
    const client = { service: 'payment', publish } as unknown as KafkaClient;
    const options = { attempts: 1 };
    const sut = new MessageRunner(client, neverSeen, new AbortController().signal, options, undefined, {
      down,
    });
    const handler = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('refused'));
    await sut.run(delivered({ key: 'k', value: '{}' }), handler);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(publish).not.toHaveBeenCalled();
  });

  it('is handled, or parked and replayed byte for byte', async () => {
    const anyValue = fc.oneof(
      fc.option(anyBytes),
      fc.json().map((json) => Buffer.from(json)),
    );
    await fc.assert(
      fc.asyncProperty(fc.option(anyBytes), anyValue, anyHeaders, async (key, value, headers) => {
        const parked: Message[] = [];
        const client = {
          service: 'payment',
          publish: async (_topic: string, message: Message) => void parked.push(message),
        } as unknown as KafkaClient;
        const sut = new MessageRunner(client, neverSeen, new AbortController().signal);
        const original = delivered({ key, value, headers: sendableHeaders(asHeaders(headers)) });
        await sut.run(original, async () => {
          throw new DomainError('invalid_request', 'event: expected object');
        });
        const letter = deadLetterOf('a.v1.payment.dlq', 0, overTheWire(parked[0]!));
        const again = replayOf(letter);
        expect(again.partition).toBe(3);
        const { headers: ownHeaders, ...own } = overTheWire(again);
        expect(own).toMatchObject({ key, value });
        for (const [name, values] of headers) {
          const lacksId = name === 'ce_id' && !values.some((one) => one?.length);
          if (!lacksId) expect(headerValues(ownHeaders, name)).toEqual(values);
        }
        const added = Object.keys(ownHeaders!).filter((name) => !headers.has(name));
        expect([[], ['ce_id']]).toContainEqual(added.filter((name) => name !== 'webstore-replayed'));
      }),
    );
  });
});
