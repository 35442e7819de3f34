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
 * The critical path: the stretches of time, one after the other, that determine when the trace ended. Had one of them
 * been shorter, the trace would have ended earlier; a span beside the path could have taken longer for free.
 *
 * It is read backwards from the span that ended last. Inside a span, its time belongs to the child that ended last
 * before the moment looked at, down to that child's start, then to the child that ended last before that, and so on;
 * what no child covers is the span's own work. Before a span, the path goes on in its parent at the moment when the
 * span started: also when the parent had ended by then, as with everything that goes through Kafka. The time between is
 * on the path too: in the `outbox` until the producer sends, on the `broker` until the consumer starts. A consumer never
 * holds up its producer, so only the chain of consumers that leads to the last span is on the path.
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
