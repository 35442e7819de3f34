import type { LogLine, Logs, Trace } from '@webstore/signals';

const minuteMs = 60_000;

/** The log lines of a trace, by the span that wrote them; `''` has those without a stored span. */
export type SpanLogs = Map<string, LogLine[]>;

export async function logsOf({ id, spans }: Trace, logs: Logs): Promise<SpanLogs> {
  const from = new Date((spans[0]?.startMs ?? Date.now()) - minuteMs);
  const end = Math.max(...spans.map(({ startMs, durationMs }) => startMs + durationMs));
  const to = new Date(end + minuteMs);
  const known = new Set(spans.map((span) => span.id));
  const lines = await logs.ofTrace(id, { from, to });
  return Map.groupBy(lines, ({ metadata }) => {
    const span = metadata['span_id'] ?? '';
    return known.has(span) ? span : '';
  });
}
