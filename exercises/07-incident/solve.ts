import { fill, type Metrics, queries, type Traces } from '@webstore/signals';
import { anomalies, knownAfterMs } from './solving/anomaly.ts';
import { queryText, type Remedy, hypotheses } from './solving/hypotheses.ts';
import { findTrace, ordinaryOrder } from './solving/traces.ts';

interface Looking {
  metrics: Metrics;
  traces: Traces;
  startedAt: Date;
}
type Act = (...args: string[]) => Promise<void>;
type Answers = Record<string, string>;

const none = 'none';
/** Deadline by which an incident has begun and become visible, if there is one. */
const patienceMs = 300_000;
const justNowMs = 60_000;
/** Work may have begun before the fault that slowed it. */
const startedBeforeMs = 10_000;

/**
 * Compares the baseline of the first minute with later data, finds a trace of the anomaly, and fixes the
 * cause.
 */
export async function solve({ metrics, traces, startedAt }: Looking, act: Act): Promise<Answers> {
  const now = new Date();
  const elapsedMs = now.getTime() - startedAt.getTime();
  if (elapsedMs < knownAfterMs) throw new Error('what is usual is not known yet');
  const ports = await portsOf(metrics);
  for (const suspicion of hypotheses) {
    for (const { labels, since } of await anomalies(metrics, suspicion, startedAt, now)) {
      const meaning = suspicion.means(labels, ports);
      if (!meaning) continue;
      const { component, remedies, shownBy } = meaning;
      const period = { from: new Date(since.getTime() - startedBeforeMs), to: now };
      const trace = shownBy ? await findTrace(traces, shownBy, period) : none;
      const cause = await fixed(remedies, act);
      return { component, cause, onset: since.toISOString(), trace, query: suspicion.query };
    }
  }
  if (elapsedMs < patienceMs) throw new Error('nothing has left its usual range yet');
  const trace = await ordinaryOrder(traces, { from: new Date(now.getTime() - justNowMs), to: now });
  return { component: none, cause: none, onset: none, trace, query: queryText('storesUp') };
}

/** The remedy that helps reveals the cause: each one is for another cause. */
async function fixed(remedies: Remedy[], act: Act): Promise<string> {
  const refusals: unknown[] = [];
  for (const { cause, fix } of remedies) {
    try {
      await act('mitigate', ...fix);
      return cause;
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new AggregateError(refusals, 'nothing helped');
}

async function portsOf(metrics: Metrics): Promise<Map<string, string>> {
  const targets = await metrics.instant(fill(queries.services.text, { environment: 'local' }));
  return new Map(
    targets.map(({ labels }) => [labels['service']!, labels['instance']?.split(':').at(-1) ?? '']),
  );
}
