import { type SpanNode, nodesOf } from './tree.ts';

/** Starts are rounded to whole milliseconds in each process, so that two of them may disagree by so much. */
const toleranceMs = 2;

/**
 * Corrects the clocks of services where the trace shows that they are wrong: nothing begins
 * before what caused it, and no request arrives after its answer did. A server that ends after its caller is no sign: it
 * ends when the last byte is gone. A clock belongs to a service, so all its spans are shifted alike; the clock of the
 * service where the trace begins is the one to trust.
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

/** By how much a child of another service must move; its parent stands where it belongs. */
function neededShift(parent: SpanNode, child: SpanNode): number {
  const atLeast = parent.startMs - child.startMs;
  const tooEarly = atLeast > toleranceMs;
  const tooLate = isAnsweredCall(parent, child) && child.startMs - parent.endMs > toleranceMs;
  if (!tooEarly && !tooLate) return 0;
  // The way there and the way back are taken to be equally long.
  return isAnsweredCall(parent, child) ? (atLeast + parent.endMs - child.endMs) / 2 : atLeast;
}

/** Not true of a caller that gave up waiting: what it called may well have begun later. */
function isAnsweredCall(parent: SpanNode, child: SpanNode): boolean {
  const isCall = parent.span.kind === 'client' && child.span.kind === 'server';
  return isCall && parent.span.status !== 'error' && child.span.durationMs <= parent.span.durationMs;
}
