import { sanitize } from './sanitize.ts';
import type { Palette } from './palette.ts';
import type { TraceReport } from '../analysis/report.ts';
import { shortTime } from './short-time.ts';
import { spanLabel } from './span-label.ts';

/** The identity of the trace, and how it was found. */
export function heading(report: TraceReport, palette: Palette): string[] {
  const { id, foundBy, roots, nodes, services, startMs, endMs, orders, kept } = report;
  const failed = nodes.filter(({ span }) => span.status === 'error').length;
  const title = roots[0]
    ? `${roots[0].span.service} ${sanitize(spanLabel(roots[0].span))}`
    : 'an empty trace';
  const facts = [
    ['trace', id],
    ['found by', foundBy],
    ['began', `${new Date(startMs).toISOString()}, took ${shortTime(endMs - startMs)}`],
    ['spans', `${nodes.length} of ${services.map((name) => palette.service(name, name)).join(', ')}`],
    ...(failed > 0 ? [['errors', palette.error(`${failed} ${failed === 1 ? 'span' : 'spans'}`)]] : []),
    ...(orders.length > 0
      ? [['order', orders.slice(0, 3).join(', ') + (orders.length > 3 ? ', …' : '')]]
      : []),
    ['kept for', kept.join(', ') || 'no reason that a stored span names'],
  ];
  return [palette.strong(title), ...facts.map(([name, value]) => `  ${name!.padEnd(9)} ${value}`)];
}
