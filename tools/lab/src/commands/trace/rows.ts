import { type SpanNode, nodesOf } from './tree.ts';

/** A trace of more spans than this is folded, unless all of it is asked for. */
export const foldedFrom = 300;

/** One line of the waterfall: a span, or in a folded trace all siblings that are the same. */
export interface Row {
  nodes: SpanNode[];
  /** For each level, whether more follows there: what the tree's lines are drawn from. */
  levels: boolean[];
}

/**
 * The rows of a trace, parents first. Folded, siblings of the same shape (service, name and everything below) share
 * a row, also when others stand between them: a loop of queries takes its connection and asks in turns. What failed or
 * has a link of its own is never folded away.
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

/** Numbers the shapes as they are met: nested descriptions would grow with every level. */
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
