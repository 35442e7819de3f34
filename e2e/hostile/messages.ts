import { randomUUID } from 'node:crypto';
import { type Topic, topics } from '@webstore/contracts';
import fc from 'fast-check';
import type { IHeaders } from 'kafkajs';

export interface HostileMessage {
  topic: Topic;
  key: Buffer | null;
  value: Buffer | null;
  headers: IHeaders;
}

const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
const text = fc.string({ unit: 'binary', maxLength: 40 });
const outOfRange = fc.constantFrom(-1, 0.5, 2 ** 31, 2 ** 53, 1e308);

/** An event of an order that does not exist, with one defect that its schema forbids. */
const nearlyAnEvent = fc
  .record({ field: fc.constantFrom('orderId', 'amountCents', 'lines', 'currency'), text, number: outOfRange })
  .map(({ field, text, number }) => ({
    orderId: randomUUID(),
    cartId: randomUUID(),
    customerId: 'cus-de-001',
    country: 'DE',
    segment: 'vip',
    lines: [{ productId: 'moka-pot', quantity: 1, unitPriceCents: 100 }],
    currency: 'EUR',
    captureId: 'none',
    refundId: 'none',
    reason: text,
    placedAt: new Date().toISOString(),
    amountCents: 100,
    [field]: field === 'amountCents' ? number : text,
  }));

const value = fc.oneof(
  bytes,
  fc.constant(null),
  fc
    .constantFrom('', '{', 'null', '[]', '0', '"constructor"', '{"__proto__":{"orderId":"x"}}')
    .map(Buffer.from),
  fc.jsonValue({ maxDepth: 3 }).map((json) => Buffer.from(JSON.stringify(json))),
  nearlyAnEvent.map((event) => Buffer.from(JSON.stringify(event))),
  fc.integer({ min: 8, max: 16 }).map((power) => Buffer.alloc(2 ** power, '[')),
);

const headerName = fc.oneof(
  fc.constantFrom(
    'baggage',
    'traceparent',
    'tracestate',
    'ce_id',
    'ce_time',
    'webstore-keep',
    'webstore-message-at',
    'webstore-trace-at',
  ),
  fc.constantFrom(
    'constructor',
    'toString',
    '',
    'webstore-dlq-cause',
    'webstore-replayed',
    'webstore-synthetic',
  ),
  text,
);
const headerValue = fc.oneof(
  bytes,
  text.map(Buffer.from),
  fc
    .constantFrom(
      'constructor=1',
      '__proto__=1,webstore.country=DE',
      `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      'NaN',
    )
    .map(Buffer.from),
);

/** Messages that no handler of the shop accepts, for every topic that the shop reads. */
export const hostileMessages: fc.Arbitrary<HostileMessage> = fc.record({
  topic: fc.constantFrom(...Object.values(topics)),
  key: fc.option(bytes, { freq: 4 }),
  value,
  headers: fc
    .array(
      fc.tuple(headerName, fc.oneof(headerValue, fc.array(headerValue, { minLength: 2, maxLength: 3 }))),
      { maxLength: 5 },
    )
    // Without a prototype: `__proto__` is an ordinary key here.
    .map((pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs)) as IHeaders),
});
