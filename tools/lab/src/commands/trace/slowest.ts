import type { Period, Traces } from '@webstore/signals';

/** A search brings whole traces, so it asks for few at a time. */
const limit = 5;

export interface Slow {
  traceId: string;
  /** The longest span of it. */
  longestMs: number;
}

/**
 * The trace with the longest span of a service. A store can say which spans lasted at least so long, not which lasted
 * longest: the bar is doubled until nothing gets over it, then lowered to where few enough do to look at each.
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
