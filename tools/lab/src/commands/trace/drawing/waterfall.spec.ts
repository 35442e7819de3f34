import { describe, expect, it } from 'vitest';
import type { Palette } from './palette.ts';
import { reportOf } from '../analysis/report.ts';
import { aSpan, aTrace } from '../analysis/trace.fixture.ts';
import type { SpanLogs } from '../analysis/span-logs.ts';
import { waterfall } from './waterfall.ts';

const same = (text: string) => text;
const uncoloured: Palette = {
  service: (_, text) => text,
  error: same,
  warning: same,
  strong: same,
  faint: same,
};

const topic = { 'messaging.destination.name': 'checkout.order-placed.v1' };
const order = aTrace(
  aSpan('POST /orders', 0, 40, { kind: 'server' }),
  aSpan('send', 60, 62, { parentId: 'POST /orders', kind: 'producer', attributes: topic }),
  aSpan('process', 80, 200, {
    parentId: 'send',
    kind: 'consumer',
    service: 'payment',
    status: 'error',
    statusMessage: 'card\u001b[2J refused',
    attributes: topic,
    links: [{ traceId: 'b'.repeat(32), spanId: 'b'.repeat(16) }],
  }),
  aSpan('lost', 90, 95, { parentId: 'nowhere', service: 'cart' }),
);
const logs: SpanLogs = new Map([
  [
    'process',
    [
      {
        at: new Date(150),
        line: 'parked\r\nit\u0007',
        labels: {},
        metadata: { severity_text: 'error', trace_id: 'a', host_name: 'h', attempts: '6' },
      },
    ],
  ],
]);

function drawn(width: number): string[] {
  const report = reportOf({ trace: order, foundBy: 'its id', relatives: [], logs });
  return waterfall(report, uncoloured, width, false);
}

describe('the waterfall', () => {
  it('has a row for each span, and under it its hop, links, failure and log lines', () => {
    expect(drawn(84)).toEqual([
      ' ● checkout POST /orders   0.0ms    40ms █████████',
      ' ● checkout └send           60ms   2.0ms         ····█',
      '✗● payment   └process       80ms   120ms              ····██████████████████████████',
      '                ✗ card refused',
      '                ⇢ checkout → payment, 18ms on the broker: checkout.order-placed.v1',
      `                ⇠ continues trace ${'b'.repeat(32)}`,
      '                ≡ 150ms error parked it  attempts=6',
      '   cart     lost            90ms   5.0ms                    ─',
      '              ? its parent nowhere is not in the store',
    ]);
  });

  it.each([60, 80, 120, 200])('is never wider than a terminal of %i columns', (width) => {
    expect(Math.max(...drawn(width).map((line) => [...line].length))).toBeLessThanOrEqual(width);
  });

  it('passes no control character of a log line or a message to the terminal', () => {
    expect(drawn(120).join('\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});
