import { z } from 'zod';
import type { AttributeValue, Span, SpanKind, Trace } from './trace';

type AnyValue = {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string | number;
  doubleValue?: number | string;
  arrayValue?: { values?: AnyValue[] };
};

const anyValue: z.ZodType<AnyValue> = z.lazy(() =>
  z.object({
    stringValue: z.string().optional(),
    boolValue: z.boolean().optional(),
    intValue: z.union([z.string(), z.number()]).optional(),
    doubleValue: z.union([z.number(), z.string()]).optional(),
    arrayValue: z.object({ values: z.array(anyValue).optional() }).optional(),
  }),
);

const attributes = z
  .array(z.object({ key: z.string(), value: anyValue.optional() }))
  .optional()
  .transform((pairs = []) => Object.fromEntries(pairs.map(({ key, value }) => [key, valueOf(value)])));

function valueOf(value: AnyValue = {}): AttributeValue {
  if (value.arrayValue) return (value.arrayValue.values ?? []).map(valueOf);
  if (value.intValue !== undefined) return Number(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  return value.boolValue ?? value.stringValue ?? '';
}

/** Parses an enum: some stores write its number, others its name. */
function oneOf<T extends string>(prefix: string, names: readonly [T, ...T[]]) {
  return z
    .union([z.number(), z.string()])
    .optional()
    .transform((raw): T => {
      const named = String(raw).replace(prefix, '').toLowerCase();
      return names.find((name, number) => raw === number || name === named) ?? names[0];
    });
}

const kinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const statuses = ['unset', 'ok', 'error'] as const;

/** An id in hexadecimal, as OTLP/JSON specifies. Tempo writes base64, the default of protobuf JSON. */
const id = z.string().transform((written) => {
  const isBase64 = /^[\w+/]{11}=$|^[\w+/]{22}==$/.test(written);
  return isBase64 ? Buffer.from(written, 'base64').toString('hex') : written;
});

const span = z.object({
  traceId: id,
  spanId: id,
  parentSpanId: id.optional(),
  name: z.string(),
  kind: oneOf<SpanKind>('SPAN_KIND_', kinds),
  startTimeUnixNano: z.union([z.string(), z.number()]),
  endTimeUnixNano: z.union([z.string(), z.number()]),
  attributes,
  links: z.array(z.object({ traceId: id, spanId: id })).optional(),
  status: z
    .object({ code: oneOf<Span['status']>('STATUS_CODE_', statuses), message: z.string().optional() })
    .optional(),
});

/** OTLP's `TracesData` as JSON. Jaeger's `/api/v3` and Tempo's `/api/v2` wrap it. */
export const tracesData = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes }).optional(),
        scopeSpans: z.array(z.object({ spans: z.array(span).optional() })).optional(),
      }),
    )
    .optional(),
});

/** The spans of one trace as a flat list, sorted by start time. */
export function traceOf(id: string, data: z.infer<typeof tracesData>): Trace {
  const spans = (data.resourceSpans ?? []).flatMap(({ resource, scopeSpans = [] }) => {
    const service = String(resource?.attributes['service.name'] ?? 'unknown');
    return scopeSpans.flatMap(({ spans = [] }) => spans.map((one) => normalised(one, service)));
  });
  return { id, spans: spans.sort((a, b) => a.startMs - b.startMs) };
}

function normalised(raw: z.infer<typeof span>, service: string): Span {
  const started = BigInt(raw.startTimeUnixNano);
  return {
    id: raw.spanId,
    traceId: raw.traceId,
    parentId: raw.parentSpanId || undefined,
    name: raw.name,
    service,
    kind: raw.kind,
    status: raw.status?.code ?? 'unset',
    statusMessage: raw.status?.message,
    attributes: raw.attributes,
    links: (raw.links ?? []).map(({ traceId, spanId }) => ({ traceId, spanId })),
    // Divides as BigInt first: nanoseconds since 1970 exceed the exact range of a number.
    startMs: Number(started / 1000n) / 1000,
    durationMs: Number(BigInt(raw.endTimeUnixNano) - started) / 1_000_000,
  };
}
