import { fill, type Metrics, queries } from '@webstore/signals';
import { environment } from './queries.ts';

/** The state of an objective. */
export interface Indicator {
  objective: string;
  /** Share that must succeed, 0..1. */
  target: number;
  /** Share that failed in the last 25 seconds and in five minutes. Undefined: no events. */
  failedNow: number | undefined;
  failed5m: number | undefined;
}

export async function indicators(metrics: Metrics, at?: Date): Promise<Indicator[]> {
  const byObjective = async (query: string) => {
    const samples = await metrics.instant(fill(query, { environment }), at);
    return new Map(samples.map(({ labels, value }) => [labels['sloth_slo']!, value]));
  };
  const [targets, now, fiveMinutes] = await Promise.all([
    byObjective(queries.targets.text),
    byObjective(queries.errorRatioNow.text),
    byObjective(queries.errorRatio.text),
  ]);
  const number = (value: number | undefined) => (Number.isNaN(value) ? undefined : value);
  return [...targets].sort().map(([objective, target]) => ({
    objective,
    target,
    failedNow: number(now.get(objective)),
    failed5m: number(fiveMinutes.get(objective)),
  }));
}

/** The objectives that violate their target at this moment. */
export const unsteady = (all: Indicator[]): Indicator[] =>
  all.filter(({ target, failedNow = 0 }) => failedNow > 1 - target);
