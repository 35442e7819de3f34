import { createHash } from 'node:crypto';
import { DomainError } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import fc from 'fast-check';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeadLetter, deadLetterHeaders, DeadLetters } from '../src';
import { headerValues, sendableHeaders } from '../src/kafka/kafka-headers';
import { startConsumer, type TestConsumer } from './consumer';
import { anyBytes, anyHeaders, asHeaders } from './kafka-record';

describe('unusual messages on a real broker', () => {
  const handled: unknown[] = [];
  let sut: TestConsumer;
  let letters: DeadLetters;

  beforeAll(async () => {
    sut = await startConsumer(async (event) => {
      if ((event as { ok?: number } | null)?.ok !== 1) {
        throw new DomainError('invalid_request', 'event: expected object');
      }
      handled.push(event);
    });
    letters = await DeadLetters.connect(sut.kafka.brokers);
  });
  afterAll(async () => {
    await letters.close();
    await sut.close();
  });

  const ids = new Set<string>();
  const send = (id: string, key: Buffer | string | null, value: unknown, headers: IHeaders = {}) => {
    ids.add(id);
    return sut.kafka.publish(sut.topic, key, value, sendableHeaders({ ...headers, ce_id: id }), 4);
  };
  const letterOf = (id: string): Promise<DeadLetter> =>
    eventually(async () => {
      const letter = (await letters.list(sut.parkedIn)).find((one) => one.id === id);
      if (!letter) throw new Error(`${id} is not parked`);
      return letter;
    });
  const isReplayed = ({ headers }: KafkaMessage) => headerValues(headers, 'webstore-replayed').length > 0;
  const inTopic = (id: string) => sut.sent.filter(({ headers }) => headers['ce_id'] === id);
  const replayedAs = (id: string) =>
    eventually(() => {
      const found = inTopic(id).find(({ message }) => isReplayed(message));
      if (!found) throw new Error(`${id} has not come back`);
      return found;
    });
  const goesOn = async (mark: string) => {
    await sut.kafka.publish(sut.topic, 'k', { ok: 1, mark }, { ce_id: mark }, 4);
    await eventually(() => expect(handled).toContainEqual({ ok: 1, mark }));
  };

  it('replays a tombstone, a binary and an empty message byte for byte, in their partition', async () => {
    const binary = { multi: ['a', 'b'], raw: Buffer.from([0xff, 0, 0x80]), none: null as never, empty: '' };
    await send('tomb', 'k1', null);
    await send('bin', Buffer.from([0xff, 0xfe, 0]), Buffer.from([0, 0x80, 0xff]), binary);
    await send('empty', 'k2', '', { constructor: 'x', __proto__: undefined } as never);
    await goesOn('after bytes');
    for (const id of ['tomb', 'bin', 'empty']) {
      await letters.replay(await letterOf(id));
      const { partition, message } = await replayedAs(id);
      const [original] = inTopic(id);
      expect(partition).toBe(4);
      expect(message.key).toEqual(original!.message.key);
      expect(message.value).toEqual(original!.message.value);
      for (const name of Object.keys(original!.message.headers!)) {
        expect(headerValues(message.headers, name)).toEqual(headerValues(original!.message.headers, name));
      }
    }
    expect(inTopic('tomb')[0]!.message.value).toBeNull();
    expect(headerValues((await replayedAs('bin')).message.headers, 'none')).toEqual([null]);
    expect((await letterOf('tomb')).value).toBeNull();
  });

  it('parks a message at the size limit of the broker without its value, with size and hash, and continues', async () => {
    let size = 1_048_500;
    let accepted = false;
    while (!accepted) {
      accepted = await send('large', 'k', 'x'.repeat(size)).then(
        () => true,
        () => false,
      );
      if (!accepted) size -= 30;
    }
    await goesOn('after large');
    const letter = await letterOf('large');
    const hash = createHash('sha256').update('x'.repeat(size)).digest('hex');
    expect(letter).toMatchObject({ key: 'k', value: null });
    expect(letter.omitted).toEqual({ parts: 'value', valueBytes: size, valueSha256: hash });
    expect(letter.cause).toMatch(/^SyntaxError/);
    await expect(letters.replay(letter)).rejects.toThrow('without its value');
    await letters.replay(letter, '{"ok":1,"mark":"fixed"}');
    await eventually(() => expect(handled).toContainEqual({ ok: 1, mark: 'fixed' }));
  });

  it('parks one whose headers alone are near the limit', async () => {
    let size = 1_048_300;
    let accepted = false;
    while (!accepted) {
      accepted = await send('large-header', 'k', '{}', { large: 'x'.repeat(size) }).then(
        () => true,
        () => false,
      );
      if (!accepted) size -= 30;
    }
    await goesOn('after large header');
    expect((await letterOf('large-header')).omitted!.parts).toBe('value,key,headers');
  });

  it('parks messages with any invalid bytes, and is never blocked by them', async () => {
    const samples = fc.sample(fc.tuple(fc.option(anyBytes), fc.option(anyBytes), anyHeaders), 60);
    for (const [index, [key, value, headers]] of samples.entries()) {
      await send(`any-${index}`, key, value, asHeaders(headers));
    }
    await goesOn('after sixty');
    await eventually(() => {
      const seen = sut.parked.map(({ headers }) => headers['ce_id']);
      for (const index of samples.keys()) expect(seen).toContain(`any-${index}`);
    });
    expect(sut.parked.every(({ headers }) => headers[deadLetterHeaders.partition] === '4')).toBe(true);
  }, 60_000);

  it('distinguishes two messages with binary ids, and identifies one without an id by its position', async () => {
    const before = handled.length;
    for (const ce_id of [Buffer.from([0xff, 0]), Buffer.from([0xfe, 0]), '', undefined]) {
      const headers = ce_id === undefined ? {} : { ce_id };
      await sut.kafka.publish(sut.topic, null, { ok: 1, mark: 'odd id' }, headers, 4);
    }
    await eventually(() => expect(handled.length).toBe(before + 4));
  });
});
