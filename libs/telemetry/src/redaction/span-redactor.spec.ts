import { type Attributes, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redisStatement } from './redis-statement';
import { SpanRedactor } from './span-redactor';

const exporter = new InMemorySpanExporter();
const tracer = new TracerProvider({
  spanProcessors: [new SpanRedactor(), new SimpleSpanProcessor({ exporter })],
}).getTracer('spec');

describe('an exported span', () => {
  it('contains no card number, e-mail or token', () => {
    const span = tracer.startSpan('GET /customers/jane@example.com', {
      attributes: {
        'url.path': '/customers/jane%40example.com',
        'url.query': 'card=4111111111111111&page=2',
      },
      links: [{ context: tracer.startSpan('linked').spanContext(), attributes: { note: 'user-token-123' } }],
    });
    span.setAttribute('user_agent.original', 'Bearer abcDEF123456');
    span.recordException(new Error('no such customer: jane@example.com'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'declined 4111 1111 1111 1111' });
    span.end();

    const [sent] = exporter.getFinishedSpans();
    const { name, status, attributes, events, links } = sent!;
    expect(JSON.stringify({ name, status, attributes, events, links })).not.toMatch(
      /jane|4111|user-token|abcDEF/,
    );
    expect(name).toBe('GET /customers/[e-mail]');
    expect(attributes).toEqual({
      'url.path': '/customers/[e-mail]',
      'url.query': 'card=[card]&page=2',
      'user_agent.original': 'Bearer [token]',
    });
    expect(events[0]!.attributes!['exception.message']).toBe('no such customer: [e-mail]');
    expect(status.message).toBe('declined [card]');
  });

  it('contains none in lists and objects under any name, and no bytes', () => {
    const span = tracer.startSpan('work', {
      attributes: {
        tags: ['moka-pot', 'jane@example.com'],
        'http.request.header.authorization': ['Basic dXNlcjpwYXNzd29yZA=='],
        customer: {
          email: 'jane@example.com',
          card: { number: '4111 1111 1111 1111', cvv: '123' },
          since: 2020,
        },
        entries: [
          ['cookie', 'sid=4711'],
          ['host', 'x'],
        ],
        body: new Uint8Array([52, 49]),
        'mail to jane@example.com': 1,
        half: 'a\ud800',
      } as unknown as Attributes,
    });
    span.addEvent('sent', { password: 'hunter2', to: ['jane@example.com'] });
    span.end();
    expect(exporter.getFinishedSpans().at(-1)!.attributes).toEqual({
      tags: ['moka-pot', '[e-mail]'],
      'http.request.header.authorization': '[secret]',
      customer: { email: '[e-mail]', card: { number: '[card]', cvv: '[secret]' }, since: 2020 },
      entries: [
        ['cookie', '[secret]'],
        ['host', 'x'],
      ],
      body: '[2 bytes]',
      'mail to [e-mail]': 1,
      half: 'a\ufffd',
    });
    expect(exporter.getFinishedSpans().at(-1)!.events[0]!.attributes).toEqual({
      password: '[secret]',
      to: ['[e-mail]'],
    });
  });

  it('contains no secret values from name-value lists or from objects with a name member', () => {
    const attributes = {
      rawHeaders: ['Host', 'shop', 'Authorization', 'hunter2', 'Cookie', 'sid=1', 'x-api-key', 'k_live_123'],
      form: [
        { name: 'password', value: 'hunter2' },
        { key: 'API key', value: ['k_live_123'] },
        { name: 'city', value: 'Bonn' },
      ],
      tags: ['password', 'size', 'colour'],
    };
    const span = tracer.startSpan('work', { attributes: attributes as unknown as Attributes });
    span.addEvent('sent', { name: 'password', value: 'hunter2' });
    span.end();
    const sent = exporter.getFinishedSpans().at(-1)!;
    expect(sent.attributes).toEqual({
      rawHeaders: [
        'Host',
        'shop',
        'Authorization',
        '[secret]',
        'Cookie',
        '[secret]',
        'x-api-key',
        '[secret]',
      ],
      form: [
        { name: 'password', value: '[secret]' },
        { key: 'API key', value: '[secret]' },
        { name: 'city', value: 'Bonn' },
      ],
      tags: ['password', 'size', 'colour'],
    });
    expect(sent.events[0]!.attributes).toEqual({ name: 'password', value: '[secret]' });
  });

  it('is redacted for any attributes, and keeps values that are not secret', () => {
    const secrets = ['4111111111111111', 'jane@example.com', 'hunter2hunter2'];
    const named = fc.constantFrom('password', 'x-api-key', 'Authorization', 'set_cookie', 'refreshToken');
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.anything(),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(secrets[0], secrets[1], 4111111111111111),
        named.map((name) => ({ [name]: secrets[2] })),
        named.map((name) => JSON.stringify({ a: { [name]: secrets[2] } })),
        fc.array(tie('value')),
        fc.dictionary(fc.string(), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), (attributes) => {
        exporter.reset();
        const span = tracer.startSpan('work', { attributes: attributes as Attributes });
        span.addEvent('event', attributes as Attributes);
        span.end();
        const { attributes: sent, events } = exporter.getFinishedSpans()[0]!;
        const text = inspect([sent, events], { depth: 20, maxArrayLength: null });
        for (const secret of secrets) expect(text).not.toContain(secret);
      }),
    );
  });

  it('has the name and key of a Redis command, and no value', () => {
    expect(redisStatement('set', ['cart:1', 'jane'])).toBe('set cart:1');
    expect(redisStatement('auth', ['hunter2'])).toBe('auth');
    expect(redisStatement('evalsha', ['f00', 1, 'cart:1', 'jane'])).toBe('evalsha');
    expect(redisStatement('ping', [])).toBe('ping');
  });
});
