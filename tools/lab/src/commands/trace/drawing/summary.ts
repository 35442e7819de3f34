import { cut, sanitize } from './sanitize.ts';
import type { Stretch } from '../analysis/critical-path.ts';
import { logDetail } from './details.ts';
import type { Palette } from './palette.ts';
import type { TraceReport } from '../analysis/report.ts';
import { shortTime } from './short-time.ts';
import { spanLabel } from './span-label.ts';

const longest = 5;
const legend =
  '● █ on the critical path, ─ beside it, · waiting in the outbox or on the broker, ✗ failed, ≡ log line';

/** Summary of the waterfall: time by service, time without a span, and next steps. */
export function summary(report: TraceReport, palette: Palette, width: number): string[] {
  const shown = (lines: string[]) => lines.map((line) => cut(line, width));
  const stray = report.logs.get('') ?? [];
  return [
    ...shown([legend]).map((line) => palette.faint(line)),
    '',
    palette.strong(
      `The critical path took ${shortTime(report.endMs - (report.path[0]?.fromMs ?? report.endMs))}:`,
    ),
    ...shown(contributions(report)),
    ...(stray.length > 0 ? ['', palette.strong('Log lines of no stored span:')] : []),
    ...shown(stray.map((line) => `  ${line.labels['service_name']} ${logDetail(line, report.startMs).text}`)),
    ...(report.relatives.length > 0 ? ['', palette.strong('Other traces of it:')] : []),
    ...report.relatives.map(({ traceId, how }) => `  ${how.padEnd(12)} ./lab trace ${traceId}`),
  ];
}

function contributions({ path, startMs, endMs }: TraceReport): string[] {
  const parts = [...Map.groupBy(path, (one) => nameOf(one)).entries()].map(([name, stretches]) => ({
    name,
    ms: stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
  }));
  parts.sort((a, b) => b.ms - a.ms);
  const line = (ms: number, name: string) =>
    `  ${shortTime(ms).padStart(7)} ${Math.round((100 * ms) / (endMs - startMs))} % `.padEnd(16) + name;
  const rest = parts.slice(longest).reduce((sum, { ms }) => sum + ms, 0);
  return [
    ...parts.slice(0, longest).map(({ ms, name }) => line(ms, name)),
    ...(parts.length > longest ? [line(rest, `${parts.length - longest} others`)] : []),
  ];
}

function nameOf({ node, doing }: Stretch): string {
  const span = `${node.span.service} ${sanitize(spanLabel(node.span))}`;
  if (doing === 'outbox') return `in the outbox, before ${span}`;
  if (doing === 'broker') return `on the broker, before ${span}`;
  return doing === 'gap' ? `waiting, before ${span}` : span;
}
