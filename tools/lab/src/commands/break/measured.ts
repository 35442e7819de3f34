import type { Signal } from '@webstore/faults';
import { fill, queries, type QueryName, type Sample } from '@webstore/signals';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';

/** Over so long every rate is taken here: four scrapes, the least that a rate can be trusted with. */
export const windowSeconds = 20;

/**
 * What the signal of a fault says at a moment, of the series that it is about: the highest or the lowest, whichever the fault would
 * move.
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

/** The query that measures it, as Prometheus is asked it. */
export function textOf(signal: Signal): string {
  const query = queries[signal.query as QueryName];
  if (query.language !== 'promql') throw new TypeError(`${signal.query} measures nothing`);
  const window = `${windowSeconds}s`;
  return fill(query.text, { environment: 'local', window, period: window, ...signal.with });
}

/** A label that the answer does not have was a variable of the query. */
const isAbout = (wanted: Readonly<Record<string, string>>) => (sample: Sample) =>
  Object.entries(wanted).every(([label, value]) => (sample.labels[label] ?? value) === value);
