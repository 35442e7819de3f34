import { describe, expect, it } from 'vitest';
import { foldedFrom, rowsOf } from './rows.ts';
import { aSpan, aTrace } from '../analysis/trace.fixture.ts';
import { treeOf } from '../analysis/tree.ts';

/** A loop: it alternates between acquiring a connection and a query. */
function loop(times: number, rest: (n: number) => object = () => ({})) {
  const turns = Array.from({ length: times }, (_, n) => [
    aSpan(`connect-${n}`, n, n, { parentId: 'root', name: 'connect' }),
    aSpan(`ask-${n}`, n, n + 1, { parentId: 'root', name: 'ask', ...rest(n) }),
    aSpan(`wire-${n}`, n, n + 1, { parentId: `ask-${n}`, name: 'wire' }),
  ]);
  return treeOf(aTrace(aSpan('root', 0, times), ...turns.flat()));
}

const rowTexts = (roots: ReturnType<typeof treeOf>, full = false) =>
  rowsOf(roots, full).map(({ nodes, levels }) => `${levels.length} ${nodes[0]!.span.name} ×${nodes.length}`);

describe('the rows of a trace', () => {
  it('are one for each span up to a readable size, and not above it', () => {
    const siblings = (count: number) =>
      Array.from({ length: count }, (_, n) => aSpan(`s${n}`, n, n, { parentId: 'root', name: 's' }));
    const ofSize = (size: number) => treeOf(aTrace(aSpan('root', 0, 1), ...siblings(size - 1)));
    expect(rowTexts(ofSize(foldedFrom))).toHaveLength(foldedFrom);
    expect(rowTexts(ofSize(foldedFrom + 1))).toEqual(['1 root ×1', `2 s ×${foldedFrom}`]);
  });

  it('are one for all siblings of a shape in a larger trace', () => {
    expect(rowTexts(loop(150))).toEqual(['1 root ×1', '2 connect ×150', '2 ask ×150', '3 wire ×150']);
  });

  it('are one for each span of it on request', () => {
    expect(rowTexts(loop(150), true)).toHaveLength(451);
  });

  it('keep failed and linked spans apart', () => {
    const links = [{ traceId: 'b'.repeat(32), spanId: 'b'.repeat(16) }];
    const odd = (n: number) => (n === 7 ? { status: 'error' } : n === 9 ? { links } : {});
    expect(rowTexts(loop(150, odd))).toEqual([
      '1 root ×1',
      '2 connect ×150',
      '2 ask ×148',
      '3 wire ×148',
      '2 ask ×1',
      '3 wire ×1',
      '2 ask ×1',
      '3 wire ×1',
    ]);
  });

  it('record for each level whether more rows follow there', () => {
    const roots = treeOf(
      aTrace(aSpan('r', 0, 9), aSpan('a', 1, 2, { parentId: 'r' }), aSpan('b', 3, 4, { parentId: 'r' })),
    );
    expect(rowsOf(roots, false).map(({ levels }) => levels)).toEqual([
      [false],
      [false, true],
      [false, false],
    ]);
  });
});
