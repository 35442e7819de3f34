import type { Span, Trace } from '@webstore/signals';

/** Spans for specs: a test sets only the fields that it needs. */
export function aSpan(id: string, from: number, to: number, rest: Partial<Span> = {}): Span {
  return {
    id,
    traceId: 'a'.repeat(32),
    parentId: undefined,
    name: id,
    service: 'checkout',
    kind: 'internal',
    status: 'unset',
    attributes: {},
    links: [],
    startMs: from,
    durationMs: to - from,
    ...rest,
  };
}

export const aTrace = (...spans: Span[]): Trace => ({ id: 'a'.repeat(32), spans });
