import type { Lab } from '@webstore/lab-core/lab.ts';
import { textOf } from '@webstore/lab-core/machine/answers.ts';

/** Spans that the collector has received, by service and name: span metrics are computed before sampling. */
export type SpanCounts = Map<string, number>;

export async function spanCounts(lab: Lab): Promise<SpanCounts> {
  const counts: SpanCounts = new Map();
  for (const [, labels, value] of (await textOf(`${lab.url('spanMetrics')}/metrics`)).matchAll(
    /^traces_span_metrics_calls_total\{(.*)\} (\S+)/gm,
  )) {
    const of = (label: string) => new RegExp(`(?:^|,)${label}="([^"]*)"`).exec(labels!)?.[1] ?? '';
    const kind = of('span_kind').replace('SPAN_KIND_', '').toLowerCase();
    const span = `${of('service_name')}: ${of('span_name')} (${kind})`;
    counts.set(span, (counts.get(span) ?? 0) + Number(value));
  }
  return counts;
}

/** Spans between two readings, for each of `units`; spans rarer than one in ten are omitted. */
export function spansPerUnit(before: SpanCounts, after: SpanCounts, units: number): Record<string, number> {
  const grown = [...after].map(([span, count]) => [span, (count - (before.get(span) ?? 0)) / units] as const);
  const regular = grown
    .filter(([, each]) => each >= 0.1)
    .toSorted(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(regular.map(([span, each]) => [span, Math.round(each * 10) / 10]));
}
