import { placedOrder, type Span, type Trace, type Traces } from '@webstore/signals';

export interface Period {
  from: Date;
  to: Date;
}

/** The required evidence in a trace, and how to search for it: the spans' service and attributes. */
export interface TraceCriteria {
  services: string[];
  marks: Record<string, string>[];
  shows(trace: Trace): boolean;
}

const shop = ['payment', 'checkout', 'cart', 'catalog', 'synthetic'];
const kept = (...reasons: string[]) => reasons.map((reason) => ({ 'webstore.keep': reason }));
const failures = { services: shop, marks: kept('error', 'slow') };
const isSynthetic = ({ attributes }: Span) => attributes['webstore.synthetic'] === true;
const isBad = ({ status, durationMs }: Span) => status === 'error' || durationMs >= 1_000;
const someBad = (is: (span: Span) => boolean): TraceCriteria => ({
  ...failures,
  shows: ({ spans }) => spans.some((span) => isBad(span) && is(span)),
});

/** Calls of a component that fail or wait, by its port. */
export const callsTo = (port: string): TraceCriteria =>
  someBad(({ kind, attributes }) => kind === 'client' && String(attributes['server.port']) === port);

/** Calls of a store that fail or wait. */
export const callsToStore = (system: string): TraceCriteria =>
  someBad(({ attributes }) => attributes['db.system.name'] === system);

/** A service's own spans that fail or wait. */
export const workOf = (service: string): TraceCriteria => someBad((span) => span.service === service);

/** An order that lacks the spans of its consumer. */
export const ordersWithout = (service: string): TraceCriteria => ({
  services: ['checkout'],
  marks: [placedOrder],
  shows: ({ spans }) => spans.every((span) => span.service !== service) && !spans.some(isSynthetic),
});

/** Slow charges of a country. */
export const slowCharges = (country: string | undefined): TraceCriteria => ({
  services: ['payment'],
  marks: kept('slow', 'error'),
  shows: ({ spans }) =>
    spans.some(
      ({ service, kind, durationMs, attributes }) =>
        service === 'payment' &&
        kind === 'client' &&
        attributes['http.request.method'] === 'POST' &&
        durationMs >= 1_000 &&
        attributes['webstore.country'] === country,
    ),
});

/** Declined charges of a country. */
export const declinedCharges = (country: string | undefined): TraceCriteria => ({
  services: ['payment'],
  marks: kept('declined'),
  shows: ({ spans }) => spans.some(({ attributes }) => attributes['webstore.country'] === country),
});

/** Repetition alone is no reason to keep a trace. */
const repeated = (service: string, times: number, is: (span: Span) => boolean): TraceCriteria => ({
  services: [service],
  marks: kept('slow', 'share', 'vip', 'high_value'),
  shows({ spans }) {
    const own = spans.filter((span) => span.service === service && is(span));
    const calls = Map.groupBy(own, ({ parentId, name }) => `${parentId} ${name}`);
    return [...calls.values()].some((same) => same.length >= times);
  },
});

/** Work that a service repeats over and over within one request. */
export const repeatsOf = (service: string) => repeated(service, 10, () => true);

/** Messages that a service sends more than once. */
export const sentAgainBy = (service: string) => repeated(service, 2, ({ kind }) => kind === 'producer');

/** @throws when no such trace is stored yet */
export async function findTrace(
  traces: Traces,
  { services, marks, shows }: TraceCriteria,
  period: Period,
): Promise<string> {
  const seen = new Set<string>();
  for (const attributes of marks) {
    for (const service of services) {
      for (const id of await traces.find({ service, attributes, ...period })) {
        const trace = seen.has(id) ? undefined : await traces.get(id);
        seen.add(id);
        if (trace && shows(trace)) return id;
      }
    }
  }
  throw new Error(`no trace of ${services.join(', ')} shows it yet`);
}

/** A customer's order whose trace was kept for no failure. */
export async function ordinaryOrder(traces: Traces, period: Period): Promise<string> {
  for (const id of await traces.find({ service: 'checkout', attributes: placedOrder, ...period })) {
    const spans = (await traces.get(id))?.spans ?? [];
    const reasons = spans.map((span) => span.attributes['webstore.keep']);
    const isOrdinary = reasons.every((reason) => reason === undefined || reason === 'share');
    if (spans.length > 0 && isOrdinary && !spans.some(isBad) && !spans.some(isSynthetic)) return id;
  }
  throw new Error('no ordinary order is stored yet');
}
