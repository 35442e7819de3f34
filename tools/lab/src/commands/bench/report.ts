import { cpus, totalmem } from 'node:os';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import type { Delay } from './delay.ts';
import type { Growth } from './growth.ts';
import type { Outage } from './outage.ts';
import type { Overhead } from './overhead.ts';
import type { Spread } from './statistics.ts';
import type { Target } from './targets.ts';
import { variants } from './variants.ts';

/** Draws a table for a terminal or for a page. */
export type Draw = (titles: string[], rows: string[][]) => string;

export const asText: Draw = (titles, rows) =>
  table(
    titles.map((title, at) => ({ title, right: at > 0 })),
    rows,
  );

export const asMarkdown: Draw = (titles, rows) => {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = titles.map((_, at) => (at > 0 ? '---:' : '---'));
  return [titles, rule, ...rows].map(line).join('\n');
};

/** The machine and the date: figures mean nothing without them. */
export function machine(): string {
  const [{ model = 'unknown CPU' } = {}] = cpus();
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${date} UTC, ${cpus().length} × ${model}, ${bytes(totalmem())}, Node ${process.versions.node}`;
}

export const shown = ({ median, min, max }: Spread, write: (value: number) => string) =>
  `${write(median)} (${write(min)}–${write(max)})`;

const whole = (value: number) => value.toFixed(0);
const times = (value: number) => value.toFixed(2);

export function overheadTable({ unit, costs }: Overhead, draw: Draw): string {
  const off = costs.off.cpuPerUnit.median;
  const titles = [
    '',
    `CPU µs per ${unit}`,
    '÷ off',
    'p50 ms',
    'p99 ms',
    `${unit}s/s at most`,
    'RSS',
    'heap',
    'spans',
  ];
  return draw(
    titles,
    variants.map((variant) => {
      const cost = costs[variant];
      const spans = Object.values(cost.spans).reduce((sum, each) => sum + each, 0);
      return [
        variant,
        shown(cost.cpuPerUnit, whole),
        times(cost.cpuPerUnit.median / off),
        shown(cost.p50Ms, times),
        shown(cost.p99Ms, times),
        shown(cost.throughput, whole),
        bytes(cost.rss.median),
        bytes(cost.heap.median),
        spans.toFixed(1),
      ];
    }),
  );
}

export function spansTable({ unit, costs }: Overhead, draw: Draw): string {
  const seen = variants.flatMap((variant) =>
    Object.entries(costs[variant].spans).map(([span, each]) => [variant, span, String(each)]),
  );
  return draw(['', 'span', `per ${unit}`], seen);
}

export function targetsTable(targets: Target[], draw: Draw): string {
  return draw(
    ['target', 'measured', 'at most', 'holds'],
    targets.map(({ what, value, atMost, holds }) => [
      what,
      times(value),
      String(atMost),
      holds ? 'yes' : 'NO',
    ]),
  );
}

const seconds = (ms: number) => (ms / 1_000).toFixed(1);

export function delayTable({ requests, ...delays }: Delay, draw: Draw): string {
  const rows = Object.entries(delays).map(([signal, delay]) => [signal, shown(delay, seconds)]);
  return draw([`of ${requests} requests`, 's until it is seen'], rows);
}

export function growthTable({ perSecond, normal, tenfold }: Growth, draw: Draw): string {
  const row = (what: string, of: (stored: typeof normal) => number) => [
    what,
    whole(of(normal)),
    whole(of(tenfold)),
    times(of(tenfold) / of(normal)),
  ];
  return draw(
    ['', `${perSecond} orders/s`, `${perSecond * 10} orders/s`, 'ratio'],
    [
      row('orders', ({ orders }) => orders),
      row('active series', ({ activeSeries }) => activeSeries),
      row('spans per order', ({ spansPerOrder }) => spansPerOrder),
      row('bytes of logs per order', ({ logBytesPerOrder }) => logBytesPerOrder),
      row('samples per order', ({ samplesPerOrder }) => samplesPerOrder),
    ],
  );
}

export function outageTable({ cpuPerOrder, rss, heap }: Outage, draw: Draw): string {
  return draw(
    ['collector, Loki, Prometheus', 'CPU µs per order', 'RSS', 'heap'],
    (['up', 'stopped'] as const).map((state) => [
      state,
      shown(cpuPerOrder[state], whole),
      shown(rss[state], bytes),
      shown(heap[state], bytes),
    ]),
  );
}
