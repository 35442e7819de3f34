import type { BatchResult, Exporter } from './export-accounting';

/** The private part of the OTLP exporters that reads the collector's response. */
interface Otlp {
  _delegate: { _serializer: { deserializeResponse(data: Uint8Array): unknown } };
}
interface Answer {
  partialSuccess?: {
    rejectedSpans?: number | string | bigint | null;
    rejectedLogRecords?: number | string | bigint | null;
    errorMessage?: string;
  };
}

/**
 * Wraps the OTLP exporter so that its result has the number of items that the collector rejected. The exporter itself treats a
 * `partial_success` as success and only logs it. It reads the response and reports the result in the same turn of the event
 * loop, so they belong together. A test with a real receiver fails if an update changes the wrapped internals.
 */
export function reportingRejected<T>(exporter: Exporter<T>): Exporter<T> {
  let answer: Answer | undefined;
  const { _delegate: delegate } = exporter as unknown as Otlp;
  const serializer = delegate._serializer;
  delegate._serializer = Object.assign(Object.create(serializer) as typeof serializer, {
    deserializeResponse(data: Uint8Array): unknown {
      const read = serializer.deserializeResponse(data);
      answer = read as Answer;
      return read;
    },
  });
  return {
    export: (items, done) =>
      exporter.export(items, (result) => {
        const { partialSuccess } = answer ?? {};
        answer = undefined;
        done(partialSuccess ? { ...result, ...refusedIn(partialSuccess) } : result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

function refusedIn(partial: NonNullable<Answer['partialSuccess']>): Partial<BatchResult> {
  const rejected = Number(partial.rejectedSpans ?? partial.rejectedLogRecords ?? 0);
  // With a count of zero it is only a warning: the collector accepted everything.
  if (!(rejected > 0)) return {};
  return { rejected, error: new Error(partial.errorMessage || 'the collector says no reason') };
}
