import { describe, expect, it } from 'vitest';
import { criticalPathOf } from './critical-path.ts';
import { aSpan, aTrace } from './trace.fixture.ts';
import { treeOf } from './tree.ts';

const pathOf = (...spans: Parameters<typeof aTrace>) =>
  criticalPathOf(treeOf(aTrace(...spans))).map(({ node, doing, fromMs, toMs }) =>
    [node.span.id, doing, fromMs, toMs].join(' '),
  );

describe('the critical path', () => {
  it('alternates between a span and the children it waits for', () => {
    const root = aSpan('root', 0, 100);
    const first = aSpan('first', 10, 30, { parentId: 'root' });
    const second = aSpan('second', 40, 90, { parentId: 'root' });
    expect(pathOf(root, first, second)).toEqual([
      'root work 0 10',
      'first work 10 30',
      'root work 30 40',
      'second work 40 90',
      'root work 90 100',
    ]);
  });

  it('omits the branch that ended before its sibling', () => {
    const root = aSpan('root', 0, 100);
    const slow = aSpan('slow', 10, 90, { parentId: 'root' });
    const quick = aSpan('quick', 10, 50, { parentId: 'root' });
    expect(pathOf(root, slow, quick)).toEqual(['root work 0 10', 'slow work 10 90', 'root work 90 100']);
  });

  it('goes through the outbox and the broker to the consumer that ends last', () => {
    const request = aSpan('request', 0, 20, { kind: 'server' });
    const send = aSpan('send', 50, 55, { parentId: 'request', kind: 'producer' });
    const cart = aSpan('cart', 60, 70, { parentId: 'send', kind: 'consumer', service: 'cart' });
    const catalog = aSpan('catalog', 65, 90, { parentId: 'send', kind: 'consumer', service: 'catalog' });
    expect(pathOf(request, send, cart, catalog)).toEqual([
      'request work 0 20',
      'send outbox 20 50',
      'send work 50 55',
      'catalog broker 55 65',
      'catalog work 65 90',
    ]);
  });

  it("never contains a producer's wait for its consumer", () => {
    const request = aSpan('request', 0, 100, { kind: 'server' });
    const send = aSpan('send', 10, 20, { parentId: 'request', kind: 'producer' });
    const handle = aSpan('handle', 12, 18, { parentId: 'send', kind: 'consumer' });
    expect(pathOf(request, send, handle)).toEqual([
      'request work 0 10',
      'send work 10 20',
      'request work 20 100',
    ]);
  });

  it('tolerates a child that seems to outlive its parent by the rounding of its start', () => {
    const root = aSpan('root', 0, 10);
    expect(pathOf(root, aSpan('child', 4, 10.6, { parentId: 'root' }))).toEqual([
      'root work 0 4',
      'child work 4 10.6',
    ]);
    expect(
      pathOf(root, aSpan('child', 4, 8.4, { parentId: 'root' }), aSpan('next', 8, 9, { parentId: 'root' })),
    ).toEqual(['root work 0 4', 'child work 4 8', 'next work 8 9', 'root work 9 10']);
  });

  it('omits spans of zero length', () => {
    const mark = aSpan('mark', 5, 5, { parentId: 'root' });
    expect(pathOf(aSpan('root', 0, 10), mark)).toEqual(['root work 0 5', 'root work 5 10']);
    expect(pathOf(aSpan('root', 3, 3))).toEqual([]);
    expect(pathOf()).toEqual([]);
  });

  it('begins at the span whose parent is missing when that tree ends last', () => {
    const lost = aSpan('lost', 20, 40, { parentId: 'nowhere', kind: 'consumer' });
    expect(pathOf(aSpan('root', 0, 10), lost)).toEqual(['lost work 20 40']);
  });
});
