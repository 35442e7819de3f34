import type { BatchResult, Exporter } from './export-accounting';

/** As much of the OTLP exporters as has no public way in: where they read the collector's answer. */
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
 * The OTLP exporter, its result saying how many items of a batch the collector refused. To the exporter itself a `partial_success` is a
 * success: it logs it where nobody looks. It reads the answer in the same turn in which it reports the result, so the
 * two cannot be mistaken. A test on a real receiver fails when an update moves what is wrapped here.
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
  // Without any it is a warning of the collector: everything was taken.
  if (!(rejected > 0)) return {};
  return { rejected, error: new Error(partial.errorMessage || 'the collector says no reason') };
}
