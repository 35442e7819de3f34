import { type Span, SpanStatusCode } from '@opentelemetry/api';
import type { UndiciInstrumentationConfig } from '@opentelemetry/instrumentation-undici';
import { subscribe } from 'node:diagnostics_channel';
import { guarded } from '../guarded';
import { recordException } from '../spans/span-errors';

type UndiciRequest = Parameters<NonNullable<UndiciInstrumentationConfig['requestHook']>>[1];

/**
 * Options that make instrumentation-undici mark aborted calls as failed: it would end their spans without an error.
 * Call it before you create the instrumentation, whose listener would otherwise end the span first.
 */
export function showGivenUpCalls(): Pick<UndiciInstrumentationConfig, 'requestHook'> {
  const spans = new WeakMap<UndiciRequest, Span>();
  const onError = (message: unknown) => {
    const { request, error } = message as { request: UndiciRequest; error: unknown };
    const span = spans.get(request);
    if (!span || !isAbort(error)) return;
    recordException(span, error);
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'the call was given up' });
  };
  subscribe(
    'undici:request:error',
    guarded('given-up-calls', onError, () => undefined),
  );
  return { requestHook: (span, request) => void spans.set(request, span) };
}

function isAbort(error: unknown): boolean {
  return (error as Error | undefined)?.name === 'AbortError';
}
