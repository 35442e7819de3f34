import type { SpanNode } from './tree.ts';
import { nodesOf } from './tree.ts';

/** A period on the critical path: a span's own work, or the time before it could start. */
export interface Stretch {
  node: SpanNode;
  doing: 'work' | 'outbox' | 'broker' | 'gap';
  fromMs: number;
  toMs: number;
}

/** Starts are rounded to whole milliseconds, so a child may seem to outlive its parent by this much. */
const toleranceMs = 1;

/**
 * The critical path: the consecutive periods that determine the end of the trace. If one of them had been
 * shorter, the trace would have ended earlier; a span outside the path could have taken longer without
 * effect.
 *
 * The search goes backwards from the span that ended last. Inside a span, time belongs to the child that
 * ended last before the current moment, down to that child's start, then to the child that ended last before
 * that, and so on. Time without a child is the span's own work. Before a span, the path continues in its
 * parent at the moment when the span started, even if the parent had already ended, as with all work over
 * Kafka. The time between them is on the path too: in the `outbox` until the producer sends, on the `broker`
 * until the consumer starts. A consumer never delays its producer, so only the chain of consumers that leads
 * to the last span is on the path.
 */
export function criticalPathOf(roots: SpanNode[]): Stretch[] {
  const [last] = nodesOf(roots).sort((a, b) => b.endMs - a.endMs);
  if (!last) return [];
  const path = backwardsThrough(last, last.endMs);
  for (let at = last; at.parent; at = at.parent) {
    const { parent } = at;
    if (at.startMs > parent.endMs) path.push(stretch(at, waitingOf(at), parent.endMs, at.startMs));
    path.push(...backwardsThrough(parent, Math.min(at.startMs, parent.endMs)));
  }
  return path.filter(({ fromMs, toMs }) => toMs > fromMs).reverse();
}

/** A span's periods from its start until a moment, latest first. */
function backwardsThrough(node: SpanNode, until: number): Stretch[] {
  const path: Stretch[] = [];
  let at = until;
  for (const child of node.children.toSorted((a, b) => b.endMs - a.endMs)) {
    const endedBefore = child.endMs <= at + toleranceMs && child.startMs < at;
    if (child.span.kind === 'consumer' || !endedBefore) continue;
    const end = Math.min(child.endMs, at);
    path.push(stretch(node, 'work', end, at), ...backwardsThrough(child, end));
    at = Math.max(child.startMs, node.startMs);
  }
  path.push(stretch(node, 'work', node.startMs, at));
  return path;
}

function waitingOf({ span }: SpanNode): Stretch['doing'] {
  if (span.kind === 'consumer') return 'broker';
  return span.kind === 'producer' ? 'outbox' : 'gap';
}

const stretch = (node: SpanNode, doing: Stretch['doing'], fromMs: number, toMs: number): Stretch => ({
  node,
  doing,
  fromMs,
  toMs,
});
