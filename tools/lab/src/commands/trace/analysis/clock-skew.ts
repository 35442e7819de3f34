import { type SpanNode, nodesOf } from './tree.ts';

/** Each process rounds starts to whole milliseconds, so two of them may differ by this much. */
const toleranceMs = 2;

/**
 * Corrects the clocks of services where the trace proves them wrong: no span begins before its cause, and no
 * request arrives after its answer. A server that ends after its caller proves nothing: it ends with the last
 * byte of the response. A clock belongs to a service, so all its spans shift alike; the reference is the
 * clock of the root's service.
 */
export function alignClocks(roots: SpanNode[]): SpanNode[] {
  const shifts = new Map<string, number>();
  for (const node of nodesOf(roots)) {
    const { service } = node.span;
    if (!shifts.has(service)) shifts.set(service, node.parent ? neededShift(node.parent, node) : 0);
    node.shiftMs = shifts.get(service)!;
    node.startMs += node.shiftMs;
    node.endMs += node.shiftMs;
  }
  return roots;
}

/** Necessary shift of a child of another service; its parent's position is already correct. */
function neededShift(parent: SpanNode, child: SpanNode): number {
  const atLeast = parent.startMs - child.startMs;
  const tooEarly = atLeast > toleranceMs;
  const tooLate = isAnsweredCall(parent, child) && child.startMs - parent.endMs > toleranceMs;
  if (!tooEarly && !tooLate) return 0;
  // Assumes that the request and the response take equally long.
  return isAnsweredCall(parent, child) ? (atLeast + parent.endMs - child.endMs) / 2 : atLeast;
}

/** Not for a caller that timed out: the called service may have begun later. */
function isAnsweredCall(parent: SpanNode, child: SpanNode): boolean {
  const isCall = parent.span.kind === 'client' && child.span.kind === 'server';
  return isCall && parent.span.status !== 'error' && child.span.durationMs <= parent.span.durationMs;
}
