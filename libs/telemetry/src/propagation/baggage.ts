import { type Baggage, context, propagation } from '@opentelemetry/api';
import { redact } from '../redaction/redact';

export const COUNTRY = 'webstore.country';
export const SEGMENT = 'webstore.customer.segment';
export const REQUEST_ID = 'webstore.request.id';

/** What a baggage key may hold: a closed list (any other value becomes `other`) or a pattern (else dropped). */
export type BaggageRule = readonly string[] | RegExp;

/** The keys that may enter from a caller. All others are dropped: baggage ends up on spans and log lines. */
export type BaggageRules = Readonly<Record<string, BaggageRule>>;

const requestIdRule = /^[A-Za-z0-9-]{8,64}$/;

/** The rules by key. A Map: a caller's key such as `constructor` would find something in any plain object. */
export type BaggageFilter = ReadonlyMap<string, BaggageRule>;

export function baggageFilter(rules: BaggageRules): BaggageFilter {
  return new Map([[REQUEST_ID, requestIdRule], ...Object.entries(rules)]);
}

/** Keeps of a caller's baggage what the rules allow. */
export function allowedBaggage(baggage: Baggage, filter: BaggageFilter): Baggage {
  let allowed = propagation.createBaggage();
  for (const [key, { value }] of baggage.getAllEntries()) {
    const rule = filter.get(key);
    if (!rule) continue;
    if (rule instanceof RegExp) {
      if (rule.test(value) && redact(value) === value) allowed = allowed.setEntry(key, { value });
    } else {
      allowed = allowed.setEntry(key, { value: rule.includes(value) ? value : 'other' });
    }
  }
  return allowed;
}

/** A request id that is safe to log and return: the caller's when it is well formed, else undefined. */
export function acceptedRequestId(value: unknown): string | undefined {
  if (typeof value !== 'string' || !requestIdRule.test(value)) return undefined;
  // A card number or a token has the form of a request id too, and the id goes everywhere.
  return redact(value) === value ? value : undefined;
}

/** Key and value of each entry. */
export function entriesOf(baggage: Baggage): Record<string, string> {
  // Without a prototype: the key `__proto__` is a key like any other.
  const entries = Object.create(null) as Record<string, string>;
  for (const [key, { value }] of baggage.getAllEntries()) entries[key] = value;
  return entries;
}

/** Country and segment of the customer at hand, from baggage; `other` when unknown. Bounded: fit for labels. */
export function customerContext(): { country: string; segment: string } {
  const baggage = propagation.getActiveBaggage();
  return {
    country: baggage?.getEntry(COUNTRY)?.value ?? 'other',
    segment: baggage?.getEntry(SEGMENT)?.value ?? 'other',
  };
}

/** Runs `work` with entries added to the active baggage, for everything that is called from it. */
export function withBaggage<T>(entries: Record<string, string>, work: () => T): T {
  let baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  for (const [key, value] of Object.entries(entries)) {
    baggage = baggage.setEntry(key, { value });
  }
  return context.with(propagation.setBaggage(context.active(), baggage), work);
}
