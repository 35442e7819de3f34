import type { Period, Traces } from '@webstore/signals';

/** A search returns whole traces, so it requests only a few at a time. */
const limit = 5;

export interface Slow {
  traceId: string;
  /** Its longest span. */
  longestMs: number;
}

/**
 * The trace with the longest span of a service. A store can find spans above a minimum duration, but not the
 * longest one. So the minimum doubles until no span exceeds it, and then falls until few enough do to compare
 * them all.
 */
export async function slowestOf(traces: Traces, service: string, period: Period): Promise<Slow | undefined> {
  const over = (minDurationMs: number) => traces.find({ service, minDurationMs, limit, ...period });
  let [low, high] = [0, 1];
  let found = await over(low);
  if (found.length === 0) return undefined;
  for (let next = await over(high); next.length > 0; next = await over(high)) {
    found = next;
    [low, high] = [high, high * 2];
  }
  while (found.length === limit && high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const next = await over(middle);
    if (next.length === 0) high = middle;
    else [low, found] = [middle, next];
  }
  const measured = await Promise.all(found.map((traceId) => longestIn(traces, traceId, service)));
  return measured.sort((a, b) => b.longestMs - a.longestMs)[0];
}

async function longestIn(traces: Traces, traceId: string, service: string): Promise<Slow> {
  const spans = (await traces.get(traceId))?.spans.filter((span) => span.service === service) ?? [];
  return { traceId, longestMs: Math.max(0, ...spans.map(({ durationMs }) => durationMs)) };
}
