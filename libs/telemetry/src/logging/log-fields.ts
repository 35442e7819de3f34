import { toUSVString } from 'node:util';
import { Budget } from '../redaction/budget';
import { cutClean, redact } from '../redaction/redact';
import { isSecretMember } from '../redaction/secret-members';
import { attempt } from './attempt';
import { describeError, isError } from './describe-error';
import { errorFields } from './error-fields';
import { fieldName, type Fields, freeName, leaveOut } from './field-limits';
import { LONGEST_FIELD } from './log-line';
import { readable } from './readable';

/** Names that the logger writes itself or that winston interprets. A caller's field with such a name is renamed to `field.<name>`. */
const reserved = new Set([
  'timestamp',
  'level',
  'message',
  'service',
  'context',
  'trace_id',
  'span_id',
  'trace_flags',
  // winston's transports skip a line with `exception: true`.
  'exception',
]);
/** Maximum number of characters that are read of all fields, and the minimum cost of a field. A line keeps 84 fields and 40,000 bytes. */
const MAX_LENGTH = 128_000;
const FIELD_COST = 256;
const MAX_NAME = 256;
const UNREADABLE = '[unreadable]';

/**
 * Converts the arguments of a log call after the message to flat scalar fields: the own fields of objects, the type, message and
 * stack of the first error, and one field `arguments` for everything else. Never throws (not for circular objects, big
 * integers or throwing getters), because an order must not fail because of a log line.
 */
export function fieldsOf(extras: readonly unknown[], withStack: boolean): Fields {
  const fields = Object.create(null) as Fields;
  const others: unknown[] = [];
  const budget = new Budget(MAX_LENGTH);
  let left = 0;
  for (const extra of extras) {
    if (isError(extra) && !('exception.type' in fields))
      Object.assign(fields, cutTexts(errorFields(extra, withStack)));
    else if (hasFields(extra)) left += addFields(fields, extra, budget);
    else others.push(extra);
  }
  if (others.length) fields[freeName(fields, 'arguments')] = scalar(others.length === 1 ? others[0] : others);
  if (left > 0) leaveOut(fields, left);
  return fields;
}

/** The message text of a line, for any logged value. */
export function sentenceOf(message: unknown): string {
  if (isError(message)) return cut(describeError(message).message);
  // Nest's own logger calls a function for its message.
  if (typeof message === 'function' && !isClass(message))
    return sentenceOf(attempt(() => String((message as () => unknown)()), UNREADABLE));
  return cut(readable(message));
}

/** Redacts before it cuts, because half a card number would not be recognised. */
export function cut(text: string): string {
  return toUSVString(cutClean(toUSVString(text), LONGEST_FIELD, redact));
}

function cutTexts(fields: Fields): Fields {
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string') fields[name] = cut(value);
  return fields;
}

/** Whether the object's fields become fields of the line. Lists, maps, dates and similar objects are one value. */
function hasFields(extra: unknown): extra is object {
  if (typeof extra !== 'object' || extra === null || isError(extra)) return false;
  return attempt(() => !isOneValue(extra) && (isPlain(extra) || Object.keys(extra).length > 0), false);
}

function isOneValue(value: object): boolean {
  const kinds = [Map, Set, Date, RegExp, URL, ArrayBuffer, String, Number, Boolean];
  return Array.isArray(value) || ArrayBuffer.isView(value) || kinds.some((kind) => value instanceof kind);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Adds fields while there is room. @returns the number of skipped fields */
function addFields(fields: Fields, extra: object, budget: Budget): number {
  const keys = attempt(() => Object.keys(extra), []);
  const read = (key: string) => attempt(() => (extra as Record<string, unknown>)[key], UNREADABLE);
  for (const [at, key] of keys.entries()) {
    if (budget.isSpent) return keys.length - at;
    budget.spend(FIELD_COST);
    const value = read(key);
    if (value === undefined || value === null) continue;
    const name = fieldName(cutClean(key, MAX_NAME, redact));
    const shown = isSecretMember(key, value, read) ? '[secret]' : scalar(value);
    if (typeof shown === 'string') budget.spend(shown.length);
    fields[freeName(fields, reserved.has(name) ? `field.${name}` : name)] = shown;
  }
  return 0;
}

function scalar(value: unknown): string | number | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return cut(readable(value));
}

function isClass(value: object): boolean {
  return attempt(() => Function.prototype.toString.call(value).startsWith('class'), true);
}
