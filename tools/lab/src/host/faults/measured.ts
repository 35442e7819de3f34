import type { Signal } from '@webstore/faults';
import { fill, queries, type QueryName, type Sample } from '@webstore/signals';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';

/** Range of every rate here: four scrapes, the minimum for a reliable rate. */
export const windowSeconds = 20;

/**
 * The value of a fault's signal at a moment, over the affected series: the highest or the lowest, depending
 * on the fault's direction.
 * @returns undefined when no such series has a value
 */
export async function measured(lab: Lab, signal: Signal, at?: Date): Promise<number | undefined> {
  const values = (await metricsOf(lab).instant(textOf(signal), at))
    .filter(isAbout(signal.with ?? {}))
    .map(({ value }) => value)
    .filter((value) => !Number.isNaN(value));
  if (values.length === 0) return undefined;
  return signal.direction === 'above' ? Math.max(...values) : Math.min(...values);
}

/** The query that measures it, as sent to Prometheus. */
export function textOf(signal: Signal): string {
  const query = queries[signal.query as QueryName];
  if (query.language !== 'promql') throw new TypeError(`${signal.query} measures nothing`);
  const window = `${windowSeconds}s`;
  return fill(query.text, { environment: 'local', window, period: window, ...signal.with });
}

/** A label that the answer lacks was a variable of the query. */
const isAbout = (wanted: Readonly<Record<string, string>>) => (sample: Sample) =>
  Object.entries(wanted).every(([label, value]) => (sample.labels[label] ?? value) === value);
