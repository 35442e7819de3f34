import { fill, type Logs, type Metrics, queries, type Traces } from '@webstore/signals';

const environment = 'local';
/** Fewer are chance. */
const enough = 4;

/**
 * Follows the newest exemplar of the country with the most declines to the line that payment wrote in that
 * trace.
 */
export async function solve({
  metrics,
  traces,
  logs,
  startedAt,
}: {
  metrics: Metrics;
  traces: Traces;
  logs: Logs;
  startedAt: Date;
}): Promise<Record<string, string>> {
  const shares = await metrics.instant(
    fill(queries.declineShare.text, { environment, country: '..', window: '2m' }),
  );
  const [worst] = shares.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  if (!worst) throw new Error('no payment was declined yet');
  const country = worst.labels['country']!;

  const period = { from: startedAt, to: new Date() };
  const exemplars = await metrics.exemplars(fill(queries.declines.text, { environment, country }), period);
  const ids = [...new Set(exemplars.flatMap(({ traceId }) => traceId ?? []))];
  if (ids.length < enough)
    throw new Error(`only ${ids.length} declined payments of ${country} have exemplars yet`);
  for (const id of ids.toReversed()) {
    const trace = await traces.get(id);
    const line = (await logs.ofTrace(id, period, 'payment')).find((one) => one.line === 'payment declined');
    const order = trace?.spans.map(({ attributes }) => attributes['webstore.order.id']).find(Boolean);
    if (trace && line && order) {
      return { country, trace: id, order: String(order), reason: line.metadata['reason'] ?? '' };
    }
  }
  throw new Error('none of the declined payments has its trace and its lines stored yet');
}
