import type { Sample } from '@webstore/signals';
import { type Column, table } from '@webstore/lab-core/output/table.ts';
import { sanitize } from '../trace/drawing/sanitize.ts';

/** Lines of one service and level that differ only in numbers, ids and quoted text. */
export interface LogPattern {
  service: string;
  level: string;
  pattern: string;
  /** Lines in the period, and in the period of the same length before it. */
  count: number;
  before: number;
  /** `new`, `gone`, a factor such as `×3` or `÷2`, or empty. */
  change: string;
}

/** A smaller factor is no change: traffic itself varies that much. */
const leastFactor = 1.5;

/** The counts of two periods, side by side; most lines first, and patterns that are gone last. */
export function patternsOf(counted: Sample[], countedBefore: Sample[]): LogPattern[] {
  const now = byPattern(counted);
  const before = byPattern(countedBefore);
  return [...new Map([...before, ...now])]
    .map(([key, { labels }]) => {
      const counts = { count: now.get(key)?.value ?? 0, before: before.get(key)?.value ?? 0 };
      return {
        service: labels['service_name'] ?? '',
        level: labels['severity_text'] ?? '',
        pattern: labels['message'] ?? '',
        ...counts,
        change: before.size === 0 ? '' : changeOf(counts),
      };
    })
    .sort((a, b) => b.count - a.count || b.before - a.before);
}

const byPattern = (samples: Sample[]) =>
  new Map(
    samples.map((sample) => {
      const { service_name, severity_text, message } = sample.labels;
      return [JSON.stringify([service_name, severity_text, message]), sample];
    }),
  );

function changeOf({ count, before }: { count: number; before: number }): string {
  if (before === 0) return 'new';
  if (count === 0) return 'gone';
  if (count >= leastFactor * before) return `×${factor(count / before)}`;
  return before >= leastFactor * count ? `÷${factor(before / count)}` : '';
}

const factor = (value: number) => (value < 10 ? Number(value.toFixed(1)) : Math.round(value));

const columns: Column[] = [
  { title: 'service' },
  { title: 'level' },
  { title: 'count', right: true },
  { title: 'before', right: true },
  { title: 'change' },
  { title: 'pattern' },
];

/** The first `limit` patterns, and each that is new or gone. */
export function patternsTable(patterns: LogPattern[], limit: number): string {
  const shown = patterns.filter(({ change }, at) => at < limit || ['new', 'gone'].includes(change));
  const rows = shown.map(({ service, level, count, before, change, pattern }) =>
    [service, level, count, before, change, pattern].map((cell) => sanitize(String(cell))),
  );
  const hidden = patterns.length - shown.length;
  return [
    table(columns, rows),
    ...(hidden > 0 ? [`${hidden} more with fewer lines: --limit shows them.`] : []),
    ...(patterns.every(({ before }) => before === 0)
      ? ['No line of the period before is stored, so no change is known.']
      : []),
  ].join('\n');
}
