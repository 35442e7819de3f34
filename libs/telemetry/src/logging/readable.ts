import { describeError, isError } from './describe-error';
import { attempt } from './attempt';
import { Budget } from '../redaction/budget';
import { isSecretMember, withoutListedSecrets } from '../redaction/secret-members';

const MAX_DEPTH = 4;
const MAX_MEMBERS = 20;
const MAX_TEXT = 1_000;
/** Maximum length in characters before further members are omitted. */
const MAX_LENGTH = 16_000;

class Room extends Budget {
  /** The enclosing objects, to detect circular references. */
  readonly around = new Set<object>();
}

/**
 * Formats any value like Node does: `{ id: 1, tags: [ 'a' ] }`. Bounded in depth and length; values of secret names are
 * omitted. Calls no getter, `toJSON` or `inspect.custom`: such foreign code can throw or be slow.
 */
export function readable(value: unknown): string {
  return textOf(value, 0, new Room(MAX_LENGTH));
}

function textOf(value: unknown, depth: number, budget: Room): string {
  const text = attempt(
    () => scalarText(value, depth) ?? objectText(value as object, depth, budget),
    '[unreadable]',
  );
  budget.spend(text.length);
  return text;
}

function scalarText(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return depth === 0 ? value : quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`;
  return typeof value === 'object' && value !== null ? undefined : String(value);
}

function quoted(text: string): string {
  const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… ${text.length - MAX_TEXT} more` : text;
  return `'${cut}'`;
}

function objectText(value: object, depth: number, budget: Room): string {
  if (budget.around.has(value)) return '[Circular]';
  const known = knownText(value);
  if (known !== undefined) return known;
  if (depth >= MAX_DEPTH) return Array.isArray(value) ? '[Array]' : `[${className(value) || 'Object'}]`;
  budget.around.add(value);
  const text = membersText(value, depth + 1, budget);
  budget.around.delete(value);
  return text;
}

/** The text of an object that counts as one value, such as a date. */
function knownText(value: object): string | undefined {
  if (isError(value)) {
    const { type, message, cause } = describeError(value);
    return `${type}: ${message}${cause ? `; ${cause}` : ''}`;
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  // Bytes could be any text, even a card number.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
    return `${className(value)}(${value.byteLength} bytes)`;
  if (value instanceof RegExp || value instanceof URL) return String(value);
  if (
    value instanceof String ||
    value instanceof Number ||
    value instanceof Boolean ||
    value instanceof BigInt
  )
    return String(value.valueOf());
  return undefined;
}

function membersText(value: object, depth: number, budget: Room): string {
  const list = (open: string, close: string, members: Iterable<unknown>, size: number) =>
    enclosed(
      open,
      close,
      take(members, size, budget, (member) => textOf(member, depth, budget)),
    );
  const read = (name: string) => memberOf(value, name);
  const pair = ([key, member]: readonly [unknown, unknown], between: string) => {
    const name = typeof key === 'string' ? key : textOf(key, depth, budget);
    const text = isSecretMember(name, member, read) ? "'[secret]'" : textOf(member, depth, budget);
    return `${typeof key === 'string' && between !== ': ' ? quoted(key) : name}${between}${text}`;
  };
  if (Array.isArray(value)) return list('[', ']', withoutListedSecrets(value, MAX_MEMBERS), value.length);
  if (value instanceof Set) return list(`Set(${value.size}) {`, '}', value, value.size);
  if (value instanceof Map)
    return enclosed(
      `Map(${value.size}) {`,
      '}',
      take(value, value.size, budget, (entry) => pair(entry, ' => ')),
    );
  const keys = Object.keys(value);
  const entries = take(keys, keys.length, budget, (key) => pair([key, read(key)], ': '));
  budget.spendOnNames(keys);
  const name = className(value);
  return enclosed(`${name && name !== 'Object' ? `${name} ` : ''}{`, '}', entries);
}

/** The first members as text, while there is room. */
function take<T>(members: Iterable<T>, size: number, budget: Room, show: (member: T) => string): string[] {
  const texts: string[] = [];
  for (const member of members) {
    if (texts.length >= MAX_MEMBERS || budget.isSpent) break;
    texts.push(show(member).slice(0, Math.max(0, budget.left) + MAX_TEXT));
  }
  return size > texts.length ? [...texts, `... ${size - texts.length} more`] : texts;
}

function enclosed(open: string, close: string, texts: string[]): string {
  return texts.length ? `${open} ${texts.join(', ')} ${close}` : `${open}${close}`;
}

function memberOf(value: object, key: string): unknown {
  const { get, value: member } = Object.getOwnPropertyDescriptor(value, key) ?? {};
  return get ? '[Getter]' : (member as unknown);
}

function className(value: object): string {
  const name: unknown = attempt(() => value.constructor.name, '');
  return typeof name === 'string' ? name.slice(0, 100) : '';
}
