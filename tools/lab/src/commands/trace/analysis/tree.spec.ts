import { describe, expect, it } from 'vitest';
import { aSpan, aTrace } from './trace.fixture.ts';
import { extentOf, nodesOf, treeOf } from './tree.ts';

describe('the tree of a trace', () => {
  it('puts children under their parents, in the order of their start', () => {
    const roots = treeOf(
      aTrace(
        aSpan('late', 5, 6, { parentId: 'root' }),
        aSpan('root', 0, 10),
        aSpan('early', 1, 2, { parentId: 'root' }),
        aSpan('inside', 1, 2, { parentId: 'early' }),
      ),
    );
    expect(nodesOf(roots).map(({ span }) => span.id)).toEqual(['root', 'early', 'inside', 'late']);
  });

  it('keeps a span whose parent is missing, as a root that reports it', () => {
    const roots = treeOf(aTrace(aSpan('root', 0, 10), aSpan('lost', 3, 4, { parentId: 'nowhere' })));
    expect(roots.map(({ span, orphan }) => [span.id, orphan])).toEqual([
      ['root', false],
      ['lost', true],
    ]);
  });

  it('loses no span in a cycle of parents', () => {
    const roots = treeOf(
      aTrace(
        aSpan('a', 0, 1, { parentId: 'b' }),
        aSpan('b', 0, 1, { parentId: 'a' }),
        aSpan('c', 0, 1, { parentId: 'c' }),
      ),
    );
    expect(
      nodesOf(roots)
        .map(({ span }) => span.id)
        .toSorted(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('lasts until its last span ends, also when that outlives the root', () => {
    const roots = treeOf(aTrace(aSpan('root', 2, 10), aSpan('later', 9, 30, { parentId: 'root' })));
    expect(extentOf(roots)).toEqual({ startMs: 2, endMs: 30 });
  });
});
