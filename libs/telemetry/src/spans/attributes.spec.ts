import { INVALID_SPAN_CONTEXT, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setScalars } from './attributes';

vi.mock('../config', () => ({ telemetryConfig: { attributeLength: 5 } }));

describe('scalars set on a span', () => {
  const sent = new InMemorySpanExporter();
  const tracer = new TracerProvider({
    spanProcessors: [new SimpleSpanProcessor({ exporter: sent })],
  }).getTracer('test');
  beforeEach(() => sent.reset());

  it('are exported with it, with texts cut to the configured length', () => {
    const span = tracer.startSpan('span', { attributes: { before: true } });
    setScalars(span, { text: '1234567', number: 8, missing: undefined });
    span.end();
    expect(sent.getFinishedSpans()[0]!.attributes).toEqual({ before: true, text: '12345', number: 8 });
  });

  it('are ignored on a span that has ended', () => {
    const span = tracer.startSpan('span');
    span.end();
    setScalars(span, { late: true });
    expect(sent.getFinishedSpans()[0]!.attributes).toEqual({});
  });

  it('are ignored on a span that records nothing', () => {
    expect(() => setScalars(trace.wrapSpanContext(INVALID_SPAN_CONTEXT), { a: 1 })).not.toThrow();
  });
});
