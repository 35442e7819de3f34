import { describe, expect, it } from 'vitest';
import type { Sample } from '@webstore/signals';
import { patternsOf, patternsTable } from './patterns.ts';

const at = new Date(2026, 10, 30, 7, 5, 9);
const counted = (counts: Record<string, number>, service = 'payment', level = 'info'): Sample[] =>
  Object.entries(counts).map(([message, value]) => ({
    labels: { service_name: service, severity_text: level, message },
    at,
    value,
  }));
const changes = (now: Record<string, number>, before: Record<string, number>) =>
  patternsOf(counted(now), counted(before)).map(({ pattern, change }) => [pattern, change]);

describe('the patterns of log lines', () => {
  it('have the most frequent first, and those that are gone last', () => {
    const patterns = patternsOf(counted({ rare: 1, often: 9 }), counted({ gone: 5, often: 9, rare: 1 }));
    expect(patterns.map(({ pattern }) => pattern)).toEqual(['often', 'rare', 'gone']);
  });

  it('show which are new and which are gone', () => {
    expect(changes({ a: 4, b: 2 }, { a: 4, c: 1 })).toEqual([
      ['a', ''],
      ['b', 'new'],
      ['c', 'gone'],
    ]);
  });

  it('show a factor from 1.5 in either direction', () => {
    expect(changes({ a: 300, b: 149, c: 15, d: 10, e: 2 }, { a: 10, b: 100, c: 10, d: 15, e: 5 })).toEqual([
      ['a', '×30'],
      ['b', ''],
      ['c', '×1.5'],
      ['d', '÷1.5'],
      ['e', '÷2.5'],
    ]);
  });

  it('are compared within their service and level', () => {
    const now = [...counted({ failed: 3 }, 'cart', 'error'), ...counted({ failed: 3 }, 'cart', 'warn')];
    const before = [
      ...counted({ failed: 3 }, 'checkout', 'error'),
      ...counted({ failed: 3 }, 'cart', 'warn'),
    ];
    expect(patternsOf(now, before).map(({ service, level, change }) => [service, level, change])).toEqual([
      ['cart', 'warn', ''],
      ['cart', 'error', 'new'],
      ['checkout', 'error', 'gone'],
    ]);
  });

  it('have no change without lines of the period before', () => {
    expect(changes({ a: 4 }, {})).toEqual([['a', '']]);
    expect(patternsTable(patternsOf(counted({ a: 4 }), []), 20)).toContain('so no change is known');
  });
});

describe('the table of patterns', () => {
  const patterns = patternsOf(
    counted({ most: 9, more: 8, few: 1, 'a fault': 1 }),
    counted({ most: 9, more: 8, few: 1, old: 2 }),
  );

  it('has a row for each pattern', () => {
    const [head, first] = patternsTable(patterns, 20).split('\n');
    expect(head!.trim().split(/ +/)).toEqual(['service', 'level', 'count', 'before', 'change', 'pattern']);
    expect(first!.trim().split(/ {2,}/)).toEqual(['payment', 'info', '9', '9', 'most']);
  });

  it('ends at the limit, except for what is new or gone', () => {
    const text = patternsTable(patterns, 2);
    expect(text).toMatch(/ most *$/m);
    expect(text).toMatch(/ new +a fault *$/m);
    expect(text).toMatch(/ gone +old *$/m);
    expect(text).not.toMatch(/ few *$/m);
    expect(text).toContain('1 more with fewer lines: --limit shows them.');
  });

  it('shows no control character of a line', () => {
    expect(patternsTable(patternsOf(counted({ 'a\u001b[2Jb': 1 }), []), 20)).toMatch(/ ab *$/m);
  });
});
