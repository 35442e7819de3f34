import { type Exception, type Span, SpanStatusCode, type TimeInput } from '@opentelemetry/api';
import type { SpanProcessor, Span as SdkSpan } from '@opentelemetry/sdk-trace';
import { ATTR_ERROR_TYPE, ATTR_HTTP_RESPONSE_STATUS_CODE } from '@opentelemetry/semantic-conventions';
import { describeError } from '../logging/describe-error';
import { codeName, errorFields } from '../logging/error-fields';

const LAST_ERROR = Symbol('the last error of a span');
type Failed = { [LAST_ERROR]?: { type: string; code?: string; message: string } };

/** instrumentation-pg passes only class and code of an error in this form, because the error may contain a customer's data. */
const ofPostgres = /^PostgreSQL error of type '(\w{1,100})' occurred \(code: (\w{1,20})\)$/;

/**
 * Records an error on a span with the same attributes as in a log line. The SDK's own method uses the code as the type, and
 * does not support causes, members and empty messages.
 */
export function recordException(span: Span, thrown: unknown, time?: TimeInput): void {
  const described = typeof thrown === 'string' ? describeText(thrown) : describeError(thrown);
  (span as Failed)[LAST_ERROR] = described;
  const fields = typeof thrown === 'string' ? textFields(described) : errorFields(thrown);
  span.addEvent('exception', fields, time);
}

/**
 * Completes errors on all spans, including those of instrumentations: exceptions are recorded by {@link recordException},
 * `error.type` is a name instead of a number, and a failed span has a status message.
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

/** One shared function, because a closure per span would also cost spans without errors. */
function recordOnThis(this: Span, exception: Exception, time?: TimeInput): void {
  recordException(this, exception, time);
}

function describeText(text: string): { type: string; code?: string; message: string } {
  const [, type, code] = ofPostgres.exec(text) ?? [];
  if (!type) return { type: 'string', message: text };
  // Error responses of PostgreSQL are all named `error`; this is their class in pg.
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
