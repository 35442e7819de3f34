import { fill, type Metrics, queries, type Sample, type Traces } from '@webstore/signals';

const environment = 'local';
const window = '20s';
const anyCountry = '..';

interface Looking {
  metrics: Metrics;
  traces: Traces;
  startedAt: Date;
}
type Act = (...args: string[]) => Promise<void>;
type Answers = Record<string, string>;

/** Something that may be wrong: what to ask, and what a series that is far from its usual would mean. */
interface Suspicion {
  query: string;
  direction: 'above' | 'below';
  atLeast: number;
  means(series: Sample['labels']): { component: string; cause: string; kept: string[]; mend: string[] };
}

const asked = (name: 'servicesUp' | 'declineShare' | 'paymentTime') =>
  fill(queries[name].text, { environment, window, country: anyCountry });

/** The bank is one: what only some countries see of it is its own, and there is another one. */
const standby = ['mitigate', 'config', 'payment', 'bank=standby'];

/** From what explains most to what explains least: who is away makes others fail, and not the other way round. */
const suspicions: Suspicion[] = [
  {
    query: asked('servicesUp'),
    direction: 'below',
    atLeast: 0.5,
    means: ({ service = '' }) => ({
      component: service,
      cause: 'outage',
      // Who calls it fails, or waits for it in vain.
      kept: ['error', 'slow'],
      mend: ['mitigate', 'restart', service],
    }),
  },
  {
    query: asked('declineShare'),
    direction: 'above',
    atLeast: 0.3,
    means: () => ({ component: 'acquirer', cause: 'error', kept: ['declined'], mend: standby }),
  },
  {
    query: asked('paymentTime'),
    direction: 'above',
    atLeast: 0.5,
    means: () => ({ component: 'acquirer', cause: 'slow-dependency', kept: ['slow'], mend: standby }),
  },
];

/** The first customers have come, and rates have looked back once. */
const settledMs = 30_000;
/** Until then an incident has begun, if one does. */
const patienceMs = 240_000;
const usualMs = 60_000;
const looksInARow = 5;

/** Compares what is usual, from the first minute, with what followed, asks for a trace of it, and mends it. */
export async function solve({ metrics, traces, startedAt }: Looking, act: Act): Promise<Answers> {
  const now = new Date();
  if (now.getTime() < startedAt.getTime() + settledMs + usualMs)
    throw new Error('what is usual is not known yet');
  for (const suspicion of suspicions) {
    const found = await departure(metrics, suspicion, startedAt, now);
    if (!found) continue;
    const { kept, mend, ...diagnosis } = suspicion.means(found.labels);
    const trace = await traceOf(traces, kept, found.since, now);
    await act(...mend);
    const query = suspicion.query;
    return { ...diagnosis, onset: found.since.toISOString(), trace, query };
  }
  if (now.getTime() < startedAt.getTime() + patienceMs)
    throw new Error('nothing has left its usual range yet');
  const ordinary = await ordinaryOrder(traces, new Date(now.getTime() - usualMs), now);
  return { component: 'none', cause: 'none', onset: 'none', trace: ordinary, query: asked('servicesUp') };
}

/** The first series that leaves the range of its first minute and stays out. */
async function departure(
  metrics: Metrics,
  { query, direction, atLeast }: Suspicion,
  startedAt: Date,
  to: Date,
): Promise<{ labels: Sample['labels']; since: Date } | undefined> {
  const from = new Date(startedAt.getTime() + settledMs);
  const sign = direction === 'above' ? 1 : -1;
  for (const { labels, points } of await metrics.range(query, { from, to }, 5)) {
    const known = points.filter(({ value }) => Number.isFinite(value));
    const usual = known
      .filter(({ at }) => at.getTime() < from.getTime() + usualMs)
      .map(({ value }) => sign * value);
    const bound = Math.max(...usual) + atLeast;
    const out = known.findIndex((_, at) => {
      const row = known.slice(at, at + looksInARow);
      return row.length === looksInARow && row.every(({ value }) => sign * value >= bound);
    });
    if (usual.length > 0 && out !== -1) return { labels, since: known[out]!.at };
  }
  return undefined;
}

/** One that was kept for such a reason, by whichever service had it. */
async function traceOf(traces: Traces, kept: string[], from: Date, to: Date): Promise<string> {
  for (const keep of kept) {
    for (const service of ['payment', 'checkout', 'cart', 'catalog', 'synthetic']) {
      const [id] = await traces.find({ service, attributes: { 'webstore.keep': keep }, from, to });
      if (id) return id;
    }
  }
  throw new Error(`no trace that was kept as ${kept.join(' or ')} is stored yet`);
}

async function ordinaryOrder(traces: Traces, from: Date, to: Date): Promise<string> {
  const attributes = { 'http.route': '/orders', 'http.response.status_code': '201' };
  for (const id of await traces.find({ service: 'checkout', attributes, from, to })) {
    const reasons = (await traces.get(id))?.spans.map((span) => span.attributes['webstore.keep']);
    if (reasons?.every((reason) => reason === undefined || reason === 'share')) return id;
  }
  throw new Error('no ordinary order is stored yet');
}
