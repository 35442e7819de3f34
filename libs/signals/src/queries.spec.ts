import { describe, expect, it } from 'vitest';
import { fill, queries } from './queries';

describe('the query catalogue', () => {
  it('says of each query what it asks, and where it runs', () => {
    for (const { meaning, runs } of Object.values(queries)) {
      expect(meaning).toMatch(/\?/);
      expect(['native', 'compose', 'both']).toContain(runs);
    }
  });

  it('puts values into a query', () => {
    expect(fill(queries.tracesOfOrder.traceql, { orderId: 'ba1ce022' })).toBe(
      '{ span.webstore.order.id = "ba1ce022" }',
    );
  });

  it('refuses a missing value and one that would change the query', () => {
    expect(() => fill('{a="$b"}', {})).toThrow('$b');
    expect(() => fill('{a="$b"}', { b: '"} or {c="d' })).toThrow('no plain value');
  });
});
