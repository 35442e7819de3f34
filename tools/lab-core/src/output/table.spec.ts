import { describe, expect, it } from 'vitest';
import { type Column, table } from './table.ts';

describe('a table', () => {
  const columns: Column[] = [{ title: 'part' }, { title: 'value', right: true }, { title: 'course' }];

  it('has a row for each row below its titles, in columns', () => {
    const rows = [
      ['catalog', 1, '▁█'],
      ['a', 20, ''],
    ];
    const lines = table(columns, rows).split('\n');
    expect(lines.map((line) => line.trimEnd())).toEqual([
      'part     value  course',
      'catalog      1  ▁█',
      'a           20',
    ]);
  });

  it('has the same columns from its first row to its last, and cuts nothing, with thousands of rows within seconds', () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => [
      `part-${at}`,
      at,
      at === 4_999 ? '漢字 🎉 \u001b[1mbold\u001b[0m' : '▁',
    ]);
    const began = process.cpuUsage();
    const lines = table(columns, rows).split('\n');
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(10);
    expect(lines).toHaveLength(5_001);
    expect(lines[0]).toMatch(/^part       value  course/);
    for (const [at, line] of lines.slice(1).entries())
      expect(line.slice(0, 18)).toBe(`part-${at}`.padEnd(9) + '  ' + String(at).padStart(5) + '  ');
    expect(lines.at(-1)).toContain('漢字 🎉 \u001b[1mbold');
  });
});
