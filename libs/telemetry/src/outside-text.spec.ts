import { defaultTextMapGetter, propagation, ROOT_CONTEXT, type TextMapGetter } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { entriesOf } from './propagation/baggage';
import {
  EdgePropagator,
  trustedGetter,
  KEEP_HEADER,
  MESSAGE_AT_HEADER,
  REPLAYED_HEADER,
  SYNTHETIC_HEADER,
  TRACE_AT_HEADER,
} from './propagation/propagator';
import { SpanEnricher } from './spans/span-enricher';

vi.mock('./config', () => ({
  telemetryConfig: { keepShare: 0.1, sendsSpans: true, secrets: [], peers: new Map() },
}));

const rules = {
  'webstore.country': ['DE', 'BR'],
  'webstore.customer.segment': ['vip', 'standard'],
  note: /^[a-z]{1,8}$/,
};
const allowed = new Set(['webstore.request.id', ...Object.keys(rules)]);
const propagator = new EdgePropagator(rules);

/** Names that every plain object inherits. */
const inherited = Object.getOwnPropertyNames(Object.prototype);
const name = fc.oneof(fc.constantFrom(...inherited), fc.constantFrom(...allowed), fc.string());
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'=;,%"\\ \0\r\n\ud800é😀0aF') }),
  fc.constantFrom('DE', 'vip', 'abc', '__proto__', '4111111111111111', '%E0%A4%A', '-'),
);
const baggage = fc.oneof(
  text,
  fc.array(fc.tuple(name, text)).map((pairs) => pairs.map((pair) => pair.join('=')).join(',')),
  fc
    .array(fc.tuple(name, fc.string()))
    .map((pairs) => pairs.map((pair) => pair.map((part) => encodeURIComponent(part)).join('=')).join(',')),
);
const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits });
const traceparent = fc.oneof(
  text,
  fc.tuple(hex(2), hex(32), hex(16), hex(2)).map((parts) => parts.join('-')),
);
const ours = fc.oneof(
  text,
  fc.integer().map(String),
  fc.constantFrom('error', 'share', 'true', ...inherited),
);
const ourHeaders = [KEEP_HEADER, SYNTHETIC_HEADER, TRACE_AT_HEADER, MESSAGE_AT_HEADER, REPLAYED_HEADER];
/** Node returns some headers as lists, and a value from a store can have any type. */
const odd = fc.oneof(fc.anything(), fc.array(baggage), baggage.map(Buffer.from));
const carrier = fc
  .record(
    {
      baggage: fc.oneof({ weight: 4, arbitrary: baggage }, odd),
      traceparent: fc.oneof({ weight: 4, arbitrary: traceparent }, odd),
      tracestate: fc.oneof(text, odd),
      ...Object.fromEntries(ourHeaders.map((header) => [header, fc.oneof(ours, odd)])),
    },
    { requiredKeys: [] },
  )
  .chain((known) => fc.dictionary(name, text).map((others) => ({ ...others, ...known })));

const getters: [string, TextMapGetter][] = [
  ['a request', defaultTextMapGetter],
  ['a message or a store', trustedGetter],
];

describe.each(getters)('input through %s', (_, getter) => {
  const sent = new InMemorySpanExporter();
  const enricher = new SpanEnricher();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [enricher, new SimpleSpanProcessor({ exporter: sent })],
  });
  afterAll(() => provider.shutdown());

  it('never throws, and passes only allowed keys with allowed values', () => {
    fc.assert(
      fc.property(carrier, (headers) => {
        const context = propagator.extract(ROOT_CONTEXT, headers, getter);
        for (const [key, { value }] of propagation.getBaggage(context)?.getAllEntries() ?? []) {
          expect(allowed).toContain(key);
          const rule = new Map<string, string[] | RegExp>(Object.entries(rules)).get(key);
          if (Array.isArray(rule)) expect([...rule, 'other']).toContain(value);
        }
        const resent: Record<string, string> = {};
        propagator.inject(context, resent, { set: (into, key, value) => (into[key] = value) });
        expect(Number.isFinite(Number(resent[TRACE_AT_HEADER]))).toBe(true);

        provider.getTracer('test').startSpan('work', {}, context).end();
        const [span] = sent.getFinishedSpans();
        for (const key of Object.keys(span!.attributes)) {
          expect([...allowed, 'webstore.keep', 'webstore.synthetic']).toContain(key);
        }
        sent.reset();
      }),
      {
        numRuns: 1_000,
        examples: [
          ...inherited.map((key): [Record<string, unknown>] => [{ baggage: `${key}=1` }]),
          ...ourHeaders.map((header): [Record<string, unknown>] => [{ [header]: { toString: [] } }]),
        ],
      },
    );
  });
});

describe('baggage as a record', () => {
  it('has every entry under its name, for any name', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
        const entries = new Map(pairs);
        let all = propagation.createBaggage();
        for (const [key, value] of entries) all = all.setEntry(key, { value });
        expect(new Map(Object.entries(entriesOf(all)))).toEqual(entries);
      }),
    );
  });
});
