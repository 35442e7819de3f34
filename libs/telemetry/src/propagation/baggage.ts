import { type Baggage, context, propagation } from '@opentelemetry/api';
import { redact } from '../redaction/redact';

export const COUNTRY = 'webstore.country';
export const SEGMENT = 'webstore.customer.segment';
export const REQUEST_ID = 'webstore.request.id';

/** Allowed values of a baggage key: a closed list (any other value is replaced by `other`) or a pattern (other values are dropped). */
export type BaggageRule = readonly string[] | RegExp;

/** Baggage keys that are accepted from a caller. All others are dropped, because baggage is copied to spans and log lines. */
export type BaggageRules = Readonly<Record<string, BaggageRule>>;

const requestIdRule = /^[A-Za-z0-9-]{8,64}$/;

/** The rules by key. A Map, because a caller's key such as `constructor` would match an inherited member of an object. */
export type BaggageFilter = ReadonlyMap<string, BaggageRule>;

export function baggageFilter(rules: BaggageRules): BaggageFilter {
  return new Map([[REQUEST_ID, requestIdRule], ...Object.entries(rules)]);
}

/** Filters a caller's baggage by the rules. */
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

/** The caller's request id if it is well formed and safe to log and return, else undefined. */
export function acceptedRequestId(value: unknown): string | undefined {
  if (typeof value !== 'string' || !requestIdRule.test(value)) return undefined;
  // A card number or a token can also have the form of a request id, and the id is copied to all signals.
  return redact(value) === value ? value : undefined;
}

/** Key and value of each entry. */
export function entriesOf(baggage: Baggage): Record<string, string> {
  // No prototype, so that `__proto__` is an ordinary key.
  const entries = Object.create(null) as Record<string, string>;
  for (const [key, { value }] of baggage.getAllEntries()) entries[key] = value;
  return entries;
}

/** Country and segment of the current customer, from baggage; `other` if unknown. Bounded, so usable as label values. */
export function customerContext(): { country: string; segment: string } {
  const baggage = propagation.getActiveBaggage();
  return {
    country: baggage?.getEntry(COUNTRY)?.value ?? 'other',
    segment: baggage?.getEntry(SEGMENT)?.value ?? 'other',
  };
}

/** Runs `work` with entries added to the active baggage. */
export function withBaggage<T>(entries: Record<string, string>, work: () => T): T {
  let baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  for (const [key, value] of Object.entries(entries)) {
    baggage = baggage.setEntry(key, { value });
  }
  return context.with(propagation.setBaggage(context.active(), baggage), work);
}
