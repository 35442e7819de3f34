import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { describe, expect, it } from 'vitest';
import { redisStatement } from './redis-statement';
import { SpanRedactor } from './span-redactor';

const exporter = new InMemorySpanExporter();
const tracer = new TracerProvider({
  spanProcessors: [new SpanRedactor(), new SimpleSpanProcessor({ exporter })],
}).getTracer('spec');

describe('a span that is sent', () => {
  it('holds no card number, e-mail or token in any of its parts', () => {
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

  it('names a Redis command and its key, and no value', () => {
    expect(redisStatement('set', ['cart:1', 'jane'])).toBe('set cart:1');
    expect(redisStatement('auth', ['hunter2'])).toBe('auth');
    expect(redisStatement('evalsha', ['f00', 1, 'cart:1', 'jane'])).toBe('evalsha');
    expect(redisStatement('ping', [])).toBe('ping');
  });
});
