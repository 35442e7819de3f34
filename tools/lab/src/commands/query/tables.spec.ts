import { describe, expect, it } from 'vitest';
import type { Sample } from '@webstore/signals';
import { exemplarsTable, linesText, samplesTable, seriesTable, tracesTable } from './tables.ts';

const at = new Date(2026, 10, 30, 7, 5, 9, 42);
const later = new Date(at.getTime() + 15_000);
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const linesOf = (text: string) => text.split('\n').map((line) => line.trim().split(/ {2,}/));

describe('a table of samples', () => {
  it('has a column for each label, and the largest value first', () => {
    const samples: Sample[] = [
      { labels: { service: 'cart' }, at, value: 1 },
      { labels: { service: 'catalog', code: '200' }, at, value: 2.5 },
    ];
    expect(linesOf(samplesTable(samples))).toEqual([
      ['code', 'service', 'value'],
      ['200', 'catalog', '2.5'],
      ['cart', '1'],
    ]);
  });

  it('names once, below, what all rows have in common', () => {
    const labels = { __name__: 'up', job: 'services' };
    const samples = ['cart', 'catalog'].map((service) => ({ labels: { ...labels, service }, at, value: 1 }));
    expect(linesOf(samplesTable(samples))).toEqual([
      ['service', 'value'],
      ['cart', '1'],
      ['catalog', '1'],
      ['In all rows: metric=up, job=services'],
    ]);
  });

  it('shows no control character of a label', () => {
    expect(samplesTable([{ labels: { name: 'a\u001b[2Jb\nc' }, at, value: 1 }])).toMatch(/^ab c +1$/m);
  });
});

describe('a table of series', () => {
  it('shows extremes, last value and course, with a gap where a series has no value', () => {
    const points = [1, 3, 2].map((value, n) => ({ at: new Date(at.getTime() + n * 15_000), value }));
    const series = [
      { labels: { service: 'cart' }, points: [points[0]!, points[2]!] },
      { labels: { service: 'payment' }, points },
    ];
    const [head, ...rows] = seriesTable(series).split('\n');
    expect(head!.trim().split(/ +/)).toEqual(['service', 'min', 'max', 'last', 'course']);
    expect(rows.map((row) => row.trimEnd())).toEqual([
      expect.stringMatching(/^cart +1 +2 +2 +▁ █$/),
      expect.stringMatching(/^payment +1 +3 +2 +▁█▅$/),
    ]);
  });
});

describe('a table of exemplars', () => {
  it('has the newest first, with its trace id', () => {
    const exemplars = [
      { series: { service: 'checkout' }, traceId: trace, labels: {}, value: 0.25, at },
      { series: { service: 'cart' }, traceId: undefined, labels: {}, value: 1, at: later },
    ];
    expect(linesOf(exemplarsTable(exemplars)).slice(1)).toEqual([
      ['cart', '1', '07:05:24.042'],
      ['checkout', '0.25', '07:05:09.042', trace],
    ]);
  });
});

describe('a table of traces', () => {
  it('names the root span, or says that it is not stored', () => {
    const traces = [
      { traceId: trace, at, service: 'checkout', name: 'POST /orders', durationMs: 1_250 },
      { traceId: trace, at, service: undefined, name: undefined, durationMs: 0 },
    ];
    expect(linesOf(tracesTable(traces)).slice(1)).toEqual([
      ['07:05:09.042', trace, '1.25s', 'checkout POST /orders'],
      ['07:05:09.042', trace, '0.0ms', 'not stored'],
    ]);
  });
});

describe('log lines', () => {
  it('show time, service, level, text and trace id', () => {
    const line = {
      at,
      line: 'payment declined\u0007',
      labels: { service_name: 'payment' },
      metadata: { severity_text: 'warn', trace_id: trace },
    };
    expect(linesText([line])).toBe(`07:05:09.042  payment  warn  payment declined   trace_id=${trace}`);
  });
});
