import type { Metrics, Sample } from '@webstore/signals';

/** The first customers have arrived, and rates have a full window. */
const settledMs = 30_000;
const usualMs = 60_000;
export const knownAfterMs = settledMs + usualMs;

const stepSeconds = 5;
/** An anomaly of forty seconds is neither a restart nor chance. */
const looks = 8;
/** A noisy series may return to the baseline for a moment. */
const mostlyOut = 0.8;

export interface Detector {
  query: string;
  direction: 'above' | 'below';
  /** Minimum distance from the values of the first minute. */
  atLeast: number;
}

export interface Anomaly {
  labels: Sample['labels'];
  since: Date;
}

/** The series that have left the range of their first minute, and have not returned. */
export async function anomalies(
  metrics: Metrics,
  { query, direction, atLeast }: Detector,
  startedAt: Date,
  to: Date,
): Promise<Anomaly[]> {
  const from = new Date(startedAt.getTime() + settledMs);
  const sign = direction === 'above' ? 1 : -1;
  const all = await metrics.range(query, { from, to }, stepSeconds);
  return all.flatMap(({ labels, points }) => {
    const known = points.filter(({ value }) => Number.isFinite(value));
    const isUsual = ({ at }: { at: Date }) => at.getTime() < from.getTime() + usualMs;
    const usual = known.filter(isUsual).map(({ value }) => sign * value);
    const bound = Math.max(...usual) + atLeast;
    const later = known.filter((point) => !isUsual(point));
    const first = beginningOf(later.map(({ value }) => sign * value >= bound));
    const hasEnded = later.length > 0 && to.getTime() - later.at(-1)!.at.getTime() > 2 * stepSeconds * 1000;
    return usual.length === 0 || hasEnded || first === undefined ? [] : [{ labels, since: later[first]!.at }];
  });
}

/**
 * Start of the period in which nearly all values lie outside, including the last ones, and for long enough.
 */
export function beginningOf(isOut: boolean[]): number | undefined {
  if (!isOut.slice(-looks / 2).every(Boolean)) return undefined;
  const first = isOut.findIndex((out, at) => {
    const rest = isOut.slice(at);
    return out && rest.filter(Boolean).length >= mostlyOut * rest.length;
  });
  return first !== -1 && isOut.length - first >= looks ? first : undefined;
}
