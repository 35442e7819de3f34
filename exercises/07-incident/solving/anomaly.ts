import type { Metrics, Sample } from '@webstore/signals';

/** The first customers have come, and rates have looked back once. */
const settledMs = 30_000;
const usualMs = 60_000;
export const knownAfterMs = settledMs + usualMs;

const stepSeconds = 5;
/** What lasts for forty seconds is no restart and no moment of bad luck. */
const looks = 8;
/** A series that is noisy may come back for a moment. */
const mostlyOut = 0.8;

export interface Detector {
  query: string;
  direction: 'above' | 'below';
  /** How far beyond what was seen in the first minute. */
  atLeast: number;
}

export interface Anomaly {
  labels: Sample['labels'];
  since: Date;
}

/** The series that have left the range of their first minute, and are still out. */
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

/** From where on nearly all lie outside, the last ones among them, and for long enough. */
export function beginningOf(isOut: boolean[]): number | undefined {
  if (!isOut.slice(-looks / 2).every(Boolean)) return undefined;
  const first = isOut.findIndex((out, at) => {
    const rest = isOut.slice(at);
    return out && rest.filter(Boolean).length >= mostlyOut * rest.length;
  });
  return first !== -1 && isOut.length - first >= looks ? first : undefined;
}
