import { inspect } from 'node:util';
import { redact } from '../redaction/redact';
import { LONGEST_FIELD } from './log-line';

export type Fields = Record<string, string | number | boolean>;

/** Written by the logger itself: a field of this name is kept apart, as `field.<name>`. */
const reserved = new Set([
  'timestamp',
  'level',
  'message',
  'service',
  'context',
  'trace_id',
  'span_id',
  'trace_flags',
]);

/**
 * Anything that code hands to a logger, as flat fields of scalars. It never throws: not for circular objects, big
 * integers or getters that throw, because no order may fail for a line about it.
 */
export function fieldsOf(parts: unknown[]): Fields {
  const fields: Fields = {};
  for (const part of parts) {
    if (isError(part)) Object.assign(fields, errorFields(part));
    else if (typeof part === 'string') fields['exception.stacktrace'] = cut(part);
    else if (part && typeof part === 'object') addFields(fields, part);
  }
  return fields;
}

/** The sentence of a line, whatever was logged. */
export function sentenceOf(message: unknown): string {
  if (typeof message === 'string') return cut(message);
  if (isError(message)) return cut(String(attempt(() => message.message)));
  return String(scalar(message));
}

function addFields(fields: Fields, part: object): void {
  for (const key of attempt(() => Object.keys(part), [])) {
    const value = attempt(() => (part as Record<string, unknown>)[key]);
    if (value === undefined || value === null) continue;
    const name = redact(key);
    fields[reserved.has(name) ? `field.${name}` : name] = scalar(value);
  }
}

/** An error by OpenTelemetry's names. */
function errorFields(error: Error): Fields {
  const text = (read: () => unknown) => cut(String(attempt(read) ?? ''));
  return {
    'exception.type': text(() => error.name),
    'exception.message': text(() => error.message),
    'exception.stacktrace': text(() => error.stack),
  };
}

/** Even asking can throw, when the object is a proxy. */
export function isError(value: unknown): value is Error {
  return attempt(() => value instanceof Error, false);
}

function scalar(value: unknown): string | number | boolean {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (isError(value)) return cut(String(attempt(() => value.message)));
  return cut(attempt(() => shown(value), '[unreadable]'));
}

function shown(value: unknown): string {
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  // Neither JSON nor a getter's code: both can throw, and both can be slow.
  return inspect(value, { depth: 3, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 1_000 });
}

/** Redacted before it is cut: half a card number would pass as none. */
function cut(text: string): string {
  return redact(text.slice(0, 2 * LONGEST_FIELD)).slice(0, LONGEST_FIELD);
}

function attempt(read: () => unknown): unknown;
function attempt<T>(read: () => T, otherwise: T): T;
function attempt(read: () => unknown, otherwise: unknown = '[unreadable]'): unknown {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
