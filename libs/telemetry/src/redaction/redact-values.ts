import { toUSVString } from 'node:util';
import { attempt } from '../logging/attempt';
import { Budget } from './budget';
import { redact } from './redact';
import { isSecretMember, withoutListedSecrets } from './secret-members';

/**
 * Fields that need no redaction: hexadecimal by definition (digits alone are not a card number there), or already checked
 * on input (the request id, in baggage.ts).
 */
const ids = new Set(['trace_id', 'span_id', 'trace_flags', 'webstore.request.id']);
const MARK = '[secret]';
/** Maximum depth of an attribute's value, which may be an object of any depth and size. */
const MAX_DEPTH = 5;
const MAX_MEMBERS = 200;
/** Maximum number of characters that are read of all objects in a record. */
const MAX_LENGTH = 64_000;
const MEMBER_COST = 32;

/** Redacts names and values of fields or attributes in place. */
export function redactFields(fields: Record<string, unknown>): void {
  const budget = new Budget(MAX_LENGTH);
  for (const key of Object.keys(fields)) {
    if (ids.has(key)) continue;
    const value = fields[key];
    const clean = isSecretMember(key, value, (name) => fields[name]) ? MARK : redactedValue(value, 0, budget);
    const name = redact(key);
    if (name !== key) delete fields[key];
    if (clean !== value || name !== key) fields[name] = clean;
  }
}

/** Redacts the labels of a metric. @returns the same object if nothing changed */
export function redactedLabels<L extends object>(labels: L): L {
  return Object.values(labels).some((value) => redactedValue(value) !== value)
    ? (Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, redactedValue(value)])) as L)
    : labels;
}

/** The redacted value; the same value if nothing changed. Reads lists and objects to the exported depth, until the budget is spent. */
export function redactedValue(value: unknown, depth = 0, budget = new Budget(MAX_LENGTH)): unknown {
  if (depth > 0) budget.spend(MEMBER_COST + (typeof value === 'string' ? value.length : 0));
  if (typeof value === 'string') return value.length < 6 ? toUSVString(value) : redact(toUSVString(value));
  if (typeof value === 'number') return Math.abs(value) < 1e12 ? value : redactedNumber(value);
  if (typeof value === 'bigint') return redact(String(value));
  if (typeof value !== 'object' || value === null) return value;
  return attempt(() => redactedObject(value, depth, budget), '[unreadable]');
}

function redactedNumber(value: number): unknown {
  const text = String(Math.abs(value));
  const clean = redact(text);
  return clean === text ? value : clean;
}

function redactedObject(value: object, depth: number, budget: Budget): unknown {
  // Bytes could be any text.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[too deep]';
  if (Array.isArray(value)) {
    const clean = withRoom(withoutListedSecrets(value, MAX_MEMBERS), budget, (one) =>
      redactedValue(one, depth + 1, budget),
    );
    return clean.length === value.length && clean.every((one, at) => one === value[at]) ? value : clean;
  }
  const names = Object.keys(value);
  const read = (name: string) => (value as Record<string, unknown>)[name];
  const clean = withRoom(names, budget, (name): [string, unknown] => {
    const one = read(name);
    budget.spend(name.length);
    return [redact(name), isSecretMember(name, one, read) ? MARK : redactedValue(one, depth + 1, budget)];
  });
  budget.spendOnNames(names);
  return Object.fromEntries(clean);
}

/** The first members, while there is room. */
function withRoom<T, R>(members: readonly T[], budget: Budget, look: (member: T) => R): R[] {
  const looked: R[] = [];
  for (const member of members) {
    if (looked.length >= MAX_MEMBERS || budget.isSpent) break;
    looked.push(look(member));
  }
  return looked;
}
