import { describe, expect, it } from 'vitest';
import { selfTimeMs } from './self-time';
import type { Span } from './trace';

function aSpan(id: string, parentId: string | undefined, from: number, to: number): Span {
  const rest = {
    traceId: 'a'.repeat(32),
    name: id,
    service: 'checkout',
    kind: 'internal',
    status: 'unset',
  } as const;
  return { ...rest, id, parentId, attributes: {}, links: [], startMs: from, durationMs: to - from };
}

const own = (...spans: Span[]) => selfTimeMs({ id: 'a'.repeat(32), spans }, spans[0]!);
const parent = aSpan('parent', undefined, 100, 200);

describe('the self time of a span', () => {
  it('is its whole duration if it has no child', () => {
    expect(own(parent)).toBe(100);
  });

  it('is the time that no child covers, with overlapping children counted once', () => {
    expect(own(parent, aSpan('a', 'parent', 110, 130), aSpan('b', 'parent', 120, 150))).toBe(60);
    expect(own(parent, aSpan('long', 'parent', 110, 190), aSpan('within', 'parent', 120, 130))).toBe(20);
  });

  it('excludes no time after its end, for a child that outlives it or begins later', () => {
    expect(own(parent, aSpan('late', 'parent', 190, 400))).toBe(90);
    expect(own(parent, aSpan('consumer', 'parent', 250, 400))).toBe(100);
  });

  it('is not reduced by a grandchild', () => {
    expect(own(parent, aSpan('child', 'parent', 110, 120), aSpan('grandchild', 'child', 110, 190))).toBe(90);
  });
});
