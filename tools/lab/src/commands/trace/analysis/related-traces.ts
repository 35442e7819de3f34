import type { Trace, Traces } from '@webstore/signals';
import { services } from '@webstore/lab-core/clients/services.ts';

/** Another trace that is related to this one. */
export interface RelatedTrace {
  traceId: string;
  how: 'continues' | 'continued by' | 'same order';
}

const hourMs = 3_600_000;
/** A backlog causes a handful; more would not help the reader. */
const most = 5;

/** The orders of a trace: none for a product page, one for nearly all others. */
export function ordersIn({ spans }: Trace): string[] {
  const ids = spans.map(({ attributes }) => attributes['webstore.order.id']);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))];
}

/** The traces that a trace links to, those that link to it, and others of the same order. */
export async function relatedTracesOf(trace: Trace, traces: Traces): Promise<RelatedTrace[]> {
  const linked = linksOf(trace);
  const others = await ofSameOrder(trace, traces);
  const candidates = others.filter((id) => !linked.includes(id)).slice(0, most);
  const later = candidates.map(async (traceId): Promise<RelatedTrace> => {
    const other = await traces.get(traceId);
    return { traceId, how: other && linksOf(other).includes(trace.id) ? 'continued by' : 'same order' };
  });
  return [
    ...linked.map((traceId): RelatedTrace => ({ traceId, how: 'continues' })),
    ...(await Promise.all(later)),
  ];
}

const linksOf = ({ id, spans }: Trace): string[] => [
  ...new Set(
    spans.flatMap(({ links }) => links.map(({ traceId }) => traceId)).filter((other) => other !== id),
  ),
];

async function ofSameOrder(trace: Trace, traces: Traces): Promise<string[]> {
  const [order] = ordersIn(trace);
  const startMs = trace.spans[0]?.startMs;
  if (order === undefined || startMs === undefined) return [];
  const period = { from: new Date(startMs - hourMs), to: new Date() };
  const attributes = { 'webstore.order.id': order };
  const found = await Promise.all(services.map((service) => traces.find({ service, attributes, ...period })));
  return [...new Set(found.flat())].filter((id) => id !== trace.id);
}
