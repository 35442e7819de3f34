import type { Exemplar, FoundTrace, LogLine, Sample, Series } from '@webstore/signals';
import { type Column, table } from '@webstore/lab-core/output/table.ts';
import { sanitize } from '../trace/drawing/sanitize.ts';
import { shortTime } from '../trace/drawing/short-time.ts';
import { formatNumber, formatTime, sparkline } from './format.ts';

type Labels = Record<string, string>;

/**
 * A column for each label that differs between the rows, then columns of numbers; below the table, the labels that all rows
 * have in common.
 */
function byLabels<T>(
  rows: T[],
  labelsOf: (row: T) => Labels,
  columns: Column[],
  cells: (row: T) => (string | number)[],
): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(labelsOf(row))))].sort();
  const valuesOf = (name: string) => new Set(rows.map((row) => labelsOf(row)[name]));
  const common = rows.length > 1 ? names.filter((name) => valuesOf(name).size === 1) : [];
  const differing = names.filter((name) => !common.includes(name));
  const value = (row: T, name: string) => sanitize(labelsOf(row)[name] ?? '');
  const drawn = table(
    [...differing.map((name) => ({ title: titleOf(name) })), ...columns],
    rows.map((row) => [...differing.map((name) => value(row, name)), ...cells(row)]),
  );
  if (common.length === 0) return drawn;
  return `${drawn}\nIn all rows: ${common.map((name) => `${titleOf(name)}=${value(rows[0]!, name)}`).join(', ')}`;
}

/** Prometheus writes the metric's own name as the label __name__. */
const titleOf = (name: string) => (name === '__name__' ? 'metric' : name);

const labelsOf = ({ labels }: { labels: Labels }) => labels;

/** Largest value first. */
export const samplesTable = (samples: Sample[]): string =>
  byLabels(
    samples.toSorted((a, b) => b.value - a.value),
    labelsOf,
    [{ title: 'value', right: true }],
    ({ value }) => [formatNumber(value)],
  );

/** The course of each series with its extremes and its last value, largest last value first. */
export function seriesTable(series: Series[]): string {
  const times = series.flatMap(({ points }) => points.map(({ at }) => at.getTime()));
  const moments = [...new Set(times)].sort((a, b) => a - b);
  const numbers = ({ points }: Series) =>
    points.map(({ value }) => value).filter((value) => !Number.isNaN(value));
  const lastOf = ({ points }: Series) => points.at(-1)?.value ?? NaN;
  return byLabels(
    series.toSorted((a, b) => lastOf(b) - lastOf(a)),
    labelsOf,
    ['min', 'max', 'last'].map((title) => ({ title, right: true })).concat({ title: 'course', right: false }),
    (one) => {
      const values = new Map(one.points.map(({ at, value }) => [at.getTime(), value]));
      return [
        ...[Math.min(...numbers(one)), Math.max(...numbers(one)), lastOf(one)].map(formatNumber),
        sparkline(moments.map((moment) => values.get(moment))),
      ];
    },
  );
}

/** Newest first. */
export const exemplarsTable = (exemplars: Exemplar[]): string =>
  byLabels(
    exemplars.toReversed(),
    ({ series }) => series,
    [{ title: 'value', right: true }, { title: 'time' }, { title: 'trace' }],
    ({ value, at, traceId }) => [formatNumber(value), formatTime(at), sanitize(traceId ?? '')],
  );

export const tracesTable = (traces: FoundTrace[]): string =>
  table(
    [{ title: 'time' }, { title: 'trace' }, { title: 'duration', right: true }, { title: 'root span' }],
    traces.map(({ at, traceId, durationMs, service, name }) => [
      formatTime(at),
      traceId,
      shortTime(durationMs),
      sanitize(service === undefined ? 'not stored' : `${service} ${name}`),
    ]),
  );

/** One line each: time, service, level, text, and the trace id if the line has one. */
export const linesText = (lines: LogLine[]): string =>
  lines
    .map(({ at, line, labels, metadata }) =>
      [
        formatTime(at),
        labels['service_name'] ?? '',
        metadata['severity_text'] ?? metadata['detected_level'] ?? '',
        line,
        metadata['trace_id'] ? `trace_id=${metadata['trace_id']}` : '',
      ]
        .filter(Boolean)
        .map(sanitize)
        .join('  '),
    )
    .join('\n');
