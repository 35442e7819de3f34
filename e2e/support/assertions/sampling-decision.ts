import { JaegerTraces, type Trace } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { lab } from '../labs/running-lab.ts';
import { askedFor } from '../customers/sampled-traffic.ts';

/** Long timeout: all traces of a test are requested at once, possibly on a busy machine. */
export const traces = new JaegerTraces({ baseUrl: lab.url('jaeger'), timeoutMs: 60_000 });

/** The reason for which a trace was kept, from its spans. */
export const reasonsOf = (trace: Trace | undefined) => [
  ...new Set(trace?.spans.map(({ attributes }) => attributes['webstore.keep']).filter(Boolean)),
];

/** A stored trace that is newer than all others: the collector has decided on the others as well. */
export async function samplingDecision(): Promise<void> {
  const last = await askedFor();
  const seen = async () => expect(reasonsOf(await traces.get(last))).toContain('asked');
  await eventually(seen, { timeoutMs: 60_000 });
}
