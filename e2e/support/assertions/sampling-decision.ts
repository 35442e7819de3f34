import { JaegerTraces, type Trace } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { lab } from '../labs/running-lab.ts';
import { askedFor } from '../customers/sampled-traffic.ts';

/** Patient: with all of a test's traces asked for at once on a busy machine, an answer may take its time. */
export const traces = new JaegerTraces({ baseUrl: lab.url('jaeger'), timeoutMs: 60_000 });

/** Why a trace was kept, as its spans say. */
export const reasonsOf = (trace: Trace | undefined) => [
  ...new Set(trace?.spans.map(({ attributes }) => attributes['webstore.keep']).filter(Boolean)),
];

/** A trace made after all others that is stored: the collector has decided on the others as well. */
export async function samplingDecision(): Promise<void> {
  const last = await askedFor();
  const seen = async () => expect(reasonsOf(await traces.get(last))).toContain('asked');
  await eventually(seen, { timeoutMs: 60_000 });
}
