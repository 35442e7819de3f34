import type { Span, Trace } from './trace';

/**
 * Self time of a span in milliseconds: the part of its duration that no child span covers. A child that begins after the
 * end of its parent, such as a Kafka consumer span, covers nothing.
 */
export function selfTimeMs(trace: Trace, span: Span): number {
  const end = endOf(span);
  const children = trace.spans
    .filter(({ parentId }) => parentId === span.id)
    .toSorted((a, b) => a.startMs - b.startMs);
  let own = span.durationMs;
  let covered = span.startMs;
  for (const child of children) {
    const from = Math.max(covered, child.startMs);
    const to = Math.min(end, endOf(child));
    if (to <= from) continue;
    own -= to - from;
    covered = to;
  }
  return own;
}

const endOf = ({ startMs, durationMs }: Span) => startMs + durationMs;
