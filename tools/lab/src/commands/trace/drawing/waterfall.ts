import { bar, type Lasting } from './bar.ts';
import { cut, fit, sanitize } from './sanitize.ts';
import { type Detail, detailsOf } from './details.ts';
import type { Palette } from './palette.ts';
import type { TraceReport } from '../analysis/report.ts';
import { type Row, rowsOf } from './rows.ts';
import { shortTime } from './short-time.ts';
import { spanLabel } from './span-label.ts';

const timeWidth = 7;
/** Symbols, and a space between the columns. */
const betweenColumns = 3 + 4;
const shareOfNames = 0.65;
/** Below this width, the tree is indented by one column a level. */
const roomy = 100;

/** The columns that fit a terminal of this width. */
interface Columns {
  width: number;
  indent: 1 | 2;
  service: number;
  name: number;
  bar: number;
}

/** One row per span and its details below it, none wider than the terminal. */
export function waterfall(report: TraceReport, palette: Palette, width: number, full: boolean): string[] {
  const rows = rowsOf(report.roots, full);
  const columns = columnsFor(rows, report, width);
  const onPath = new Map(Map.groupBy(report.path, ({ node }) => node));
  return rows.flatMap((row) => [
    spanLine(
      row,
      columns,
      report,
      palette,
      row.nodes.flatMap((node) => onPath.get(node) ?? []),
    ),
    ...detailsOf(row, report).map((detail) => detailLine(row, detail, columns, palette)),
  ]);
}

function columnsFor(rows: Row[], { services }: TraceReport, width: number): Columns {
  const indent = width < roomy ? 1 : 2;
  const service = Math.max(...services.map((name) => [...name].length), 7);
  const rest = Math.max(30, width - service - 2 * timeWidth - betweenColumns);
  const widest = Math.max(...rows.map((row) => [...guides(row, indent), ...labelOf(row)].length));
  const name = Math.min(widest, Math.floor(rest * shareOfNames));
  return { width, indent, service, name, bar: rest - name };
}

function spanLine(
  row: Row,
  columns: Columns,
  { startMs, endMs }: TraceReport,
  palette: Palette,
  path: TraceReport['path'],
): string {
  const { nodes } = row;
  const first = nodes[0]!;
  const { service, status } = first.span;
  const work = path.filter(({ doing }) => doing === 'work');
  const lasted = nodes.reduce((sum, { span }) => sum + span.durationMs, 0);
  const drawn = bar(
    { spans: nodes.map(asLasting), critical: work, waiting: path.filter(({ doing }) => doing !== 'work') },
    { fromMs: startMs, toMs: endMs },
    columns.bar,
  );
  const tree = fit(guides(row, columns.indent) + labelOf(row), columns.name);
  return [
    `${status === 'error' ? palette.error('✗') : ' '}${path.length > 0 ? palette.strong('●') : ' '}`,
    palette.service(service, fit(service, columns.service)),
    path.length > 0 ? palette.strong(tree) : tree,
    shortTime(first.startMs - startMs).padStart(timeWidth),
    shortTime(lasted).padStart(timeWidth),
    status === 'error' ? palette.error(drawn) : palette.service(service, drawn),
  ].join(' ');
}

function detailLine(row: Row, { text, tone }: Detail, columns: Columns, palette: Palette): string {
  const before = ' '.repeat(columns.service + 4) + continued(row, columns.indent);
  return palette.faint(before) + palette[tone](cut(text, columns.width - before.length));
}

const asLasting = (node: { startMs: number; endMs: number }): Lasting => ({
  fromMs: node.startMs,
  toMs: node.endMs,
});

const labelOf = ({ nodes }: Row) =>
  sanitize(spanLabel(nodes[0]!.span)) + (nodes.length > 1 ? ` ×${nodes.length}` : '');

/** The tree lines that lead to a row; a root needs none. */
function guides({ levels }: Row, indent: 1 | 2): string {
  if (levels.length === 1) return '';
  const above = levels.slice(1, -1).map((more) => (more ? '│' : ' ').padEnd(indent));
  const own = levels.at(-1) ? '├' : '└';
  return above.join('') + own.padEnd(indent, '─');
}

/** The same lines beside the details of a row. */
const continued = ({ levels }: Row, indent: 1 | 2) =>
  levels
    .slice(1)
    .map((more) => (more ? '│' : ' ').padEnd(indent))
    .join('') + '  ';
