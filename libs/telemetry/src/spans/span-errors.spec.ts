import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { channel } from 'node:diagnostics_channel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showGivenUpCalls } from '../http/given-up-calls';
import { errorFields } from '../logging/error-fields';
import { SpanErrors } from './span-errors';

const exporter = new InMemorySpanExporter();
const tracer = new TracerProvider({
  spanProcessors: [new SpanErrors(), new SimpleSpanProcessor({ exporter })],
}).getTracer('spec');

function ended(work: (span: ReturnType<typeof tracer.startSpan>) => void) {
  exporter.reset();
  const span = tracer.startSpan('work');
  work(span);
  span.end();
  return exporter.getFinishedSpans()[0]!;
}
const failed = (error: unknown, message = '') =>
  ended((span) => {
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  });

describe('an error on a span', () => {
  class QueryFailedError extends Error {}
  const duplicate = Object.assign(new QueryFailedError('duplicate key'), { code: '23505' });
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });

  it('has the same attributes as in a log line: class, code under its own name, causes', () => {
    const error = new Error('no order', { cause: duplicate });
    const { events } = failed(error);
    expect(events[0]!.attributes).toEqual(errorFields(error));
    expect(events[0]!.attributes).toEqual({
      'exception.type': 'Error',
      'exception.message': 'no order',
      'exception.stacktrace': expect.stringContaining('Caused by: QueryFailedError: duplicate key'),
      'exception.cause': 'QueryFailedError: duplicate key (23505)',
      'db.response.status_code': '23505',
    });
    expect(failed(duplicate).events[0]!.attributes!['exception.type']).toBe('QueryFailedError');
  });

  it.each([
    ['a code', duplicate, '23505'],
    ['the class without one', new QueryFailedError('x'), 'QueryFailedError'],
    ['the code of a cause', new TypeError('fetch failed', { cause: refused }), 'ECONNREFUSED'],
    [
      'what a text of instrumentation-pg names',
      "PostgreSQL error of type 'error' occurred (code: 23505)",
      '23505',
    ],
  ])('gives the span as error.type %s', (_, error, type) => {
    expect(failed(error).attributes).toMatchObject({ 'error.type': type });
  });

  it('has no numeric error.type, except for a status', () => {
    const timeout = new DOMException('late', 'TimeoutError');
    const undici = ended((span) => {
      span.setAttribute('error.type', timeout.code);
      span.recordException(timeout);
      span.setStatus({ code: SpanStatusCode.ERROR });
    });
    expect(undici.attributes).toEqual({ 'error.type': 'TimeoutError' });
    const answered = { 'error.type': '503', 'http.response.status_code': 503 };
    expect(ended((span) => span.setAttributes(answered)).attributes).toEqual(answered);
    expect(ended((span) => span.setAttribute('error.type', '7')).attributes).toEqual({
      'error.type': '_OTHER',
    });
  });

  it('has the reason in its status if the error has no message', () => {
    const { status, events } = failed(new AggregateError([refused], ''));
    expect(status.message).toBe('connect ECONNREFUSED ::1:5432');
    expect(events[0]!.attributes!['exception.message']).toBe('connect ECONNREFUSED ::1:5432');
  });

  it('is recorded for any thrown value', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const { events } = failed(thrown);
        expect(events[0]!.attributes!['exception.type']).not.toBe('');
        expect(events[0]!.attributes!['exception.message']).toEqual(expect.any(String));
      }),
    );
  });
});

describe('an aborted call', () => {
  it('has an error with a name', () => {
    const { requestHook } = showGivenUpCalls();
    const request = {} as Parameters<NonNullable<typeof requestHook>>[1];
    const span = ended((call) => {
      requestHook!(call, request);
      channel('undici:request:error').publish({ request, error: new DOMException('aborted', 'AbortError') });
    });
    expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message: 'the call was given up' });
    expect(span.attributes).toEqual({ 'error.type': 'AbortError' });
    expect(span.events[0]!.attributes!['exception.type']).toBe('AbortError');
  });
});
