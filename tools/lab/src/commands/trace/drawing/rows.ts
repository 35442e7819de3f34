import { type SpanNode, nodesOf } from '../analysis/tree.ts';

/** Maximum spans of an unfolded trace; larger ones are folded, unless all spans are requested. */
export const foldedFrom = 300;

/** One line of the waterfall: a span, or in a folded trace all identical siblings. */
export interface Row {
  nodes: SpanNode[];
  /** For each level, whether more rows follow there: the basis of the tree's lines. */
  levels: boolean[];
}

/**
 * The rows of a trace, parents first. When folded, siblings of the same shape (service, name and all
 * descendants) share a row, even with others between them: a loop of queries alternates between acquiring a
 * connection and a query. A failed or linked span is never folded.
 */
export function rowsOf(roots: SpanNode[], full: boolean): Row[] {
  const fold = !full && nodesOf(roots).length > foldedFrom;
  const shapeOf = fold ? shapes() : (node: SpanNode) => node;
  const below = (nodes: SpanNode[], levels: boolean[]): Row[] => {
    const groups = [...Map.groupBy<unknown, SpanNode>(nodes, shapeOf).values()];
    return groups.flatMap((group, at) => {
      const own = [...levels, at < groups.length - 1];
      return [
        { nodes: group, levels: own },
        ...below(
          group.flatMap(({ children }) => children),
          own,
        ),
      ];
    });
  };
  return below(roots, []);
}

/** Numbers each new shape: nested descriptions would grow with every level. */
function shapes(): (node: SpanNode) => number {
  const numbers = new Map<string, number>();
  const known = new Map<SpanNode, number>();
  const shapeOf = (node: SpanNode): number => {
    const shape = known.get(node) ?? numbered(node);
    known.set(node, shape);
    return shape;
  };
  const numbered = ({ span, children }: SpanNode): number => {
    const unique = span.status === 'error' || span.links.length > 0 ? span.id : '';
    // A set: one query more or less in a loop is still the same loop.
    const inside = [...new Set(children.map(shapeOf))].sort();
    const description = JSON.stringify([span.service, span.name, span.kind, unique, inside]);
    if (!numbers.has(description)) numbers.set(description, numbers.size);
    return numbers.get(description)!;
  };
  return shapeOf;
}
