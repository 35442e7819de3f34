import type { Trace } from '@webstore/signals';
import { alignClocks } from './clock-skew.ts';
import { criticalPathOf, type Stretch } from './critical-path.ts';
import { ordersIn, type RelatedTrace } from './related-traces.ts';
import type { SpanLogs } from './span-logs.ts';
import { extentOf, nodesOf, type SpanNode, treeOf } from './tree.ts';

/** A complete report on one trace, for the terminal and as JSON. */
export interface TraceReport {
  id: string;
  foundBy: string;
  roots: SpanNode[];
  nodes: SpanNode[];
  startMs: number;
  endMs: number;
  /** In order of arrival. */
  services: string[];
  orders: string[];
  /** Its keep reasons; only the sampling share when it has no other. */
  kept: string[];
  path: Stretch[];
  logs: SpanLogs;
  relatives: RelatedTrace[];
}

interface Material {
  trace: Trace;
  foundBy: string;
  logs: SpanLogs;
  relatives: RelatedTrace[];
}

export function reportOf({ trace, foundBy, logs, relatives }: Material): TraceReport {
  const roots = alignClocks(treeOf(trace));
  const nodes = nodesOf(roots);
  const reasons = nodes.map(({ span }) => span.attributes['webstore.keep']);
  return {
    id: trace.id,
    foundBy,
    roots,
    nodes,
    ...extentOf(roots),
    services: [...new Set(trace.spans.map(({ service }) => service))],
    orders: ordersIn(trace),
    kept: [...new Set(reasons.filter((reason) => reason !== undefined).map(String))],
    path: criticalPathOf(roots),
    logs,
    relatives,
  };
}
