import type { Span, Trace } from './trace';

/**
 * Milliseconds of a span that none of its children cover: what it did, or waited for, by itself. A child that begins when
 * its parent has ended, as all that goes through Kafka, covers nothing of it.
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
