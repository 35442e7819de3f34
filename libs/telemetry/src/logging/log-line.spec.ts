import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { logLine } from './log-line';

const line = {
  timestamp: '2026-11-21T06:18:45.123Z',
  level: 'info',
  message: 'order placed',
  service: 'checkout',
};

/** The rows of the table in the standard, generated from the schema. */
function rows(): string[][] {
  const { properties, required = [] } = z.toJSONSchema(logLine);
  return Object.entries(properties as Record<string, { type: string; description: string }>).map(
    ([name, { type, description }]) => [
      `\`${name}\``,
      type === 'string' ? 'text' : 'number',
      required.includes(name) ? 'always' : '',
      description,
    ],
  );
}

describe('the schema of a log line', () => {
  it('accepts additional fields only as scalars', () => {
    expect(logLine.safeParse({ ...line, stock: 3, vip: true, product: 'moka-pot' }).success).toBe(true);
    expect(logLine.safeParse({ ...line, product: { id: 'moka-pot' } }).success).toBe(false);
    expect(logLine.safeParse({ ...line, products: ['moka-pot'] }).success).toBe(false);
    expect(logLine.safeParse({ ...line, product: null }).success).toBe(false);
  });

  it.each([
    ['a level of its own', { level: 'loud' }],
    ['a trace id that is none', { trace_id: 'abc' }],
    ['a stack over 8 KB', { 'exception.stacktrace': 'x'.repeat(8_001) }],
    ['no time', { timestamp: undefined }],
  ])('refuses a line with %s', (_, fields) => {
    expect(logLine.safeParse({ ...line, ...fields }).success).toBe(false);
  });

  it('is the table in docs/reference/logging-standard.md', () => {
    const standard = readFileSync(
      resolve(__dirname, '../../../../docs/reference/logging-standard.md'),
      'utf8',
    );
    const table = standard.split('## Fields')[1]!.split('\n## ')[0]!;
    const written = [...table.matchAll(/^\| (`.*)\|$/gm)].map(([, row]) =>
      row!.split('|').map((cell) => cell.trim()),
    );
    expect(written).toEqual(rows());
  });
});
