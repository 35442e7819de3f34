import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { IHeaders, KafkaMessage, Message } from 'kafkajs';

interface Decoder {
  readVarInt(): number;
}

const load = createRequire(__filename);
const encode = load('kafkajs/src/protocol/recordBatch/record/v0') as (message: Message) => { buffer: Buffer };
const decode = load('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
  decoder: Decoder,
  batch: { firstOffset: string; firstTimestamp: string },
) => KafkaMessage;
const RecordDecoder = load('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => Decoder;

/** Encodes a message with kafkajs into protocol bytes and decodes it again. */
export function overTheWire(message: Message): KafkaMessage {
  const decoder = new RecordDecoder(encode(message).buffer);
  decoder.readVarInt(); // Its length.
  return decode(decoder, { firstOffset: '41', firstTimestamp: '0' });
}

export const anyBytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array));
const headerName = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('constructor', '__proto__', 'toString', 'ce_id', 'traceparent', 'baggage', '7'),
);
const headerValues = fc.array(fc.option(anyBytes), { minLength: 1, maxLength: 4 });

/** Every header that Kafka allows: binary, repeated, empty, without a value, of any name. */
export const anyHeaders = fc
  .array(fc.tuple(headerName, headerValues), { maxLength: 6 })
  .map((pairs) => new Map(pairs));

export const asHeaders = (headers: Map<string, (Buffer | null)[]>) => Object.fromEntries(headers) as IHeaders;
