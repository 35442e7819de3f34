import type { Span, Trace } from '@webstore/signals';

/** A span at its position in the trace. */
export interface SpanNode {
  span: Span;
  parent: SpanNode | undefined;
  /** In the order of their start. */
  children: SpanNode[];
  /** It names a parent that is missing: sampled separately, lost, or not yet stored. */
  orphan: boolean;
  /** Correction of its service's clock. */
  shiftMs: number;
  /** Milliseconds since the epoch, corrected. */
  startMs: number;
  endMs: number;
}

/** The spans as trees: one for the root, and one for each span whose parent is missing. */
export function treeOf(trace: Trace): SpanNode[] {
  const nodes = new Map(trace.spans.map((span) => [span.id, leaf(span)]));
  const roots: SpanNode[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentId === undefined ? undefined : nodes.get(node.span.parentId);
    node.orphan = node.span.parentId !== undefined && parent === undefined;
    // A cycle has no root: it is cut where it would close.
    if (!parent || isWithin(node, parent)) roots.push(node);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  for (const { children } of nodes.values()) children.sort(byStart);
  return roots.sort(byStart);
}

/** A node and all its descendants, parents first. */
export function* subtree(node: SpanNode): Generator<SpanNode> {
  yield node;
  for (const child of node.children) yield* subtree(child);
}

export const nodesOf = (roots: SpanNode[]): SpanNode[] => roots.flatMap((root) => [...subtree(root)]);

/** From the first start to the last end. */
export function extentOf(roots: SpanNode[]): { startMs: number; endMs: number } {
  const nodes = nodesOf(roots);
  return {
    startMs: Math.min(...nodes.map(({ startMs }) => startMs)),
    endMs: Math.max(...nodes.map(({ endMs }) => endMs)),
  };
}

const byStart = (a: SpanNode, b: SpanNode) => a.startMs - b.startMs;

function leaf(span: Span): SpanNode {
  const { startMs, durationMs } = span;
  return {
    span,
    parent: undefined,
    children: [],
    orphan: false,
    shiftMs: 0,
    startMs,
    endMs: startMs + durationMs,
  };
}

function isWithin(ancestor: SpanNode, node: SpanNode): boolean {
  for (let at: SpanNode | undefined = node; at; at = at.parent) if (at === ancestor) return true;
  return false;
}
