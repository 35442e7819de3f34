import type { TraceReport } from './analysis/report.ts';
import { messageHopInto } from './analysis/message-hop.ts';

/** The same report as JSON; times are milliseconds, offsets from the start of the trace. */
export function asJson(report: TraceReport) {
  const { id, foundBy, nodes, startMs, endMs, services, orders, kept, path, logs, relatives } = report;
  const onPath = new Map(Map.groupBy(path, ({ node }) => node));
  return {
    traceId: id,
    foundBy,
    startedAt: new Date(startMs).toISOString(),
    durationMs: endMs - startMs,
    services,
    orders,
    kept,
    relatives,
    criticalPath: path.map(({ node, doing, fromMs, toMs }) => ({
      spanId: node.span.id,
      doing,
      startMs: fromMs - startMs,
      durationMs: toMs - fromMs,
    })),
    spans: nodes.map((node) => ({
      spanId: node.span.id,
      parentId: node.span.parentId,
      service: node.span.service,
      name: node.span.name,
      kind: node.span.kind,
      status: node.span.status,
      statusMessage: node.span.statusMessage,
      startMs: node.startMs - startMs,
      durationMs: node.span.durationMs,
      critical: onPath.has(node),
      orphan: node.orphan,
      clockCorrectedByMs: node.shiftMs,
      hop: messageHopInto(node),
      links: node.span.links,
      logs: logs.get(node.span.id) ?? [],
    })),
    logsOfNoSpan: logs.get('') ?? [],
  };
}
