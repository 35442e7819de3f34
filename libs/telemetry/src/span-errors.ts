import { type Exception, type Span, SpanStatusCode, type TimeInput } from '@opentelemetry/api';
import type { SpanProcessor, Span as SdkSpan } from '@opentelemetry/sdk-trace';
import { ATTR_ERROR_TYPE, ATTR_HTTP_RESPONSE_STATUS_CODE } from '@opentelemetry/semantic-conventions';
import { describeError } from './logging/describe-error';
import { codeName, errorFields } from './logging/error-fields';

const LAST_ERROR = Symbol('the last error of a span');
type Failed = { [LAST_ERROR]?: { type: string; code?: string; message: string } };

/** What instrumentation-pg hands over in place of the error, which may hold a customer's data: its class and its code. */
const ofPostgres = /^PostgreSQL error of type '(\w{1,100})' occurred \(code: (\w{1,20})\)$/;

/**
 * Records an error on a span with the same attributes as in a log line. The SDK's own way takes the code for the type, and
 * knows no causes, no members and no empty messages.
 */
export function recordException(span: Span, thrown: unknown, time?: TimeInput): void {
  const described = typeof thrown === 'string' ? describeText(thrown) : describeError(thrown);
  (span as Failed)[LAST_ERROR] = described;
  const fields = typeof thrown === 'string' ? textFields(described) : errorFields(thrown);
  span.addEvent('exception', fields, time);
}

/**
 * Makes errors on spans whole, also on those that instrumentations make: exceptions are recorded by {@link recordException},
 * `error.type` is a name and no number, and a failed span says why.
 */
export class SpanErrors implements SpanProcessor {
  onStart(span: SdkSpan): void {
    span.recordException = recordOnThis;
  }

  onEnding(span: SdkSpan): void {
    const error = (span as Failed)[LAST_ERROR];
    const type = span.attributes[ATTR_ERROR_TYPE];
    if (isNumber(type) && String(type) !== String(span.attributes[ATTR_HTTP_RESPONSE_STATUS_CODE]))
      span.setAttribute(ATTR_ERROR_TYPE, nameOf(error) ?? '_OTHER');
    if (!error || span.status.code !== SpanStatusCode.ERROR) return;
    if (type === undefined || type === 'Error') span.setAttribute(ATTR_ERROR_TYPE, nameOf(error)!);
    if (!span.status.message) span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
  }

  onEnd(): void {}

  async forceFlush(): Promise<void> {}

  async shutdown(): Promise<void> {}
}

/** One function for all spans: a closure for each would be paid for by all that have no error. */
function recordOnThis(this: Span, exception: Exception, time?: TimeInput): void {
  recordException(this, exception, time);
}

function describeText(text: string): { type: string; code?: string; message: string } {
  const [, type, code] = ofPostgres.exec(text) ?? [];
  if (!type) return { type: 'string', message: text };
  // All errors that PostgreSQL answers with are called `error`; their class in pg is this one.
  return {
    type: type === 'error' ? 'DatabaseError' : type,
    code: code === 'UNKNOWN' ? undefined : code,
    message: text,
  };
}

function textFields({ type, code, message }: { type: string; code?: string; message: string }) {
  return {
    'exception.type': type,
    'exception.message': message,
    ...(code && { [codeName(code)]: code }),
  };
}

function nameOf(error: Failed[typeof LAST_ERROR]): string | undefined {
  return error?.code ?? error?.type;
}

function isNumber(type: unknown): boolean {
  return typeof type === 'number' || (typeof type === 'string' && /^\d{1,20}$/.test(type));
}
