import { describe, expect, it } from 'vitest';
import { fill, queries } from './queries';

describe('the query catalogue', () => {
  it('has a meaning, a unit and an environment for each query', () => {
    for (const { meaning, unit, runs } of Object.values(queries)) {
      expect(meaning).toMatch(/\?/);
      expect(unit).toMatch(/./);
      expect(['native', 'compose', 'both']).toContain(runs);
    }
  });

  it('has each query once', () => {
    const texts = Object.values(queries).map((query) =>
      JSON.stringify([
        query.language,
        'text' in query ? query.text : query.traceql,
        'label' in query && query.label,
      ]),
    );
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });

  it('substitutes values in a query', () => {
    expect(fill(queries.tracesOfOrder.traceql, { orderId: 'ba1ce022' })).toBe(
      '{ span.webstore.order.id = "ba1ce022" }',
    );
    const seconds = fill(queries.outboxAge.text, { environment: 'local' });
    expect(seconds).toBe(
      'max by (service) (webstore_outbox_oldest_age_seconds{environment="local",job="services"})',
    );
  });

  it('accepts a pattern of any value', () => {
    expect(fill('{service_name=~"$service"}', { service: '.*' })).toBe('{service_name=~".*"}');
  });

  it('refuses a missing value and a value that would change the query', () => {
    expect(() => fill('{a="$b"}', {})).toThrow('$b');
    expect(() => fill('{a="$b"}', { b: '"} or {c="d' })).toThrow('no plain value');
  });
});
