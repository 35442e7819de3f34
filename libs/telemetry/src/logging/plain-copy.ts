import { types } from 'node:util';
import { holdsSecret } from '../redaction/secret-names';

const MAX_DEPTH = 2;
const MAX_MEMBERS = 20;
const MAX_VALUES = 200;
const MAX_TEXT = 1_000;
const MAX_NAME = 200;

/**
 * A small copy of any value as plain objects and lists, safe to format. Copying runs no code of the value: no getter,
 * no proxy trap, no iterator, no `toJSON`, no `inspect.custom`. Each object is copied once, so circular values and
 * shared large objects cost no more.
 */
export function plainCopy(value: unknown): unknown {
  return copyOf(value, 0, { left: MAX_VALUES, seen: new Set() });
}

interface Walk {
  left: number;
  readonly seen: Set<object>;
}

function copyOf(value: unknown, depth: number, walk: Walk): unknown {
  walk.left--;
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (typeof value === 'function') return '[Function]';
  if (typeof value !== 'object' || value === null) return value;
  // Checked first, because even Array.isArray can throw for a proxy.
  if (types.isProxy(value)) return '[Proxy]';
  const single = singleValue(value);
  if (single !== undefined) return single;
  if (walk.seen.has(value)) return '[Circular or repeated]';
  if (depth > MAX_DEPTH) return Array.isArray(value) ? '[Array]' : '[Object]';
  walk.seen.add(value);
  if (Array.isArray(value)) return listOf(value, value.length, depth, walk);
  if (types.isMap(value))
    return objectOf(firstOf(Map.prototype.entries.call(value)), sizeOfMap(value), depth, walk);
  if (types.isSet(value))
    return listOf(firstOf(Set.prototype.values.call(value)), sizeOfSet(value), depth, walk);
  const names = Object.keys(value);
  return objectOf(
    names.slice(0, MAX_MEMBERS).map((name) => [name, own(value, name)]),
    names.length,
    depth,
    walk,
  );
}

/** The text of an object that counts as one value, such as a date. */
function singleValue(value: object): unknown {
  if (types.isDate(value)) {
    const time = Date.prototype.getTime.call(value);
    return Number.isNaN(time) ? 'Invalid Date' : new Date(time).toISOString();
  }
  if (types.isNativeError(value)) {
    const message = own(value, 'message');
    return `[Error: ${typeof message === 'string' ? message.slice(0, MAX_TEXT) : ''}]`;
  }
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value).slice(0, MAX_TEXT);
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  // Bytes could be any text, even a card number, and each byte would be a member.
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return '[bytes]';
  return undefined;
}

function listOf(list: unknown[], size: number, depth: number, walk: Walk): unknown[] {
  const copy: unknown[] = [];
  for (let at = 0; at < list.length && at < MAX_MEMBERS && walk.left > 0; at++)
    copy.push(copyOf(own(list, String(at)), depth + 1, walk));
  return size > copy.length ? [...copy, `... ${size - copy.length} more`] : copy;
}

function objectOf(entries: [unknown, unknown][], size: number, depth: number, walk: Walk): object {
  const members: [string, unknown][] = [];
  for (const [key, member] of entries) {
    if (walk.left <= 0) break;
    const name = typeof key === 'object' || typeof key === 'function' ? '[Object]' : String(key);
    const text = holdsSecret(name, member) ? '[secret]' : copyOf(member, depth + 1, walk);
    members.push([name.slice(0, MAX_NAME), text]);
  }
  if (size > members.length) members.push(['...', `${size - members.length} more`]);
  // Not by assignment, because a member can be named `__proto__`.
  return Object.fromEntries(members);
}

/** Reads a member without calling its getter. */
function own(value: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  return descriptor?.get || descriptor?.set ? '[Getter]' : (descriptor?.value as unknown);
}

function firstOf<T>(members: Iterable<T>): T[] {
  const first: T[] = [];
  for (const member of members) {
    if (first.length >= MAX_MEMBERS) break;
    first.push(member);
  }
  return first;
}

const sizeOfMap = sizeGetter<Map<unknown, unknown>>(Map.prototype);
const sizeOfSet = sizeGetter<Set<unknown>>(Set.prototype);

/** Uses the prototype's getter, because a subclass can define its own. */
function sizeGetter<T>(prototype: object): (collection: T) => number {
  const getter = Object.getOwnPropertyDescriptor(prototype, 'size')!.get!;
  return (collection) => getter.call(collection) as number;
}
