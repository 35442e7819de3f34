import { inspect, types } from 'node:util';
import { attempt } from './attempt';
import { plainCopy } from './plain-copy';

/** Text description of a thrown value. Not redacted: the logger and the span processors redact it. */
export interface ErrorDescription {
  /** Class of the error: `QueryFailedError`, `TimeoutError`. For other values their type: `string`, `null`, `Object`. */
  readonly type: string;
  /** Message of the error. If it is empty, as for AggregateErrors of Node's sockets, the messages of its members or its cause. */
  readonly message: string;
  /** Stack of the error, then those of its causes and members, each after `Caused by:` or `Member:`. */
  readonly stack: string;
  /** Code of the error, or the first code of a cause or member: `ECONNREFUSED`, `23505`. */
  readonly code?: string;
  /** Causes and members in one line, outermost first. */
  readonly cause?: string;
  /** All messages in one line without repetition: `fetch failed: connect ECONNREFUSED 127.0.0.1:8001`. */
  readonly summary: string;
}

interface Link {
  readonly relation: 'Caused by' | 'Member';
  readonly type: string;
  readonly ownMessage: string;
  readonly ownCode: string | undefined;
  readonly frames: string;
}

/** Maximum number of errors in a description. A chain of causes can be circular or very long. */
const MAX_ERRORS = 12;
const MAX_DEPTH = 6;
const MAX_TEXT = 4_000;
const MAX_NAME = 200;
/** Maximum number of characters of all stack frames, which share one field. */
const MAX_FRAMES = 8_000;
const MAX_FRAMES_BESIDE_CAUSES = 4_000;
const MAX_CAUSE_FRAMES = 1_200;

/** Describes a thrown value. Never throws: not for circular values, proxies, throwing getters or `null`. */
export function describeError(thrown: unknown): ErrorDescription {
  const [first, ...others] = linksOf(thrown);
  const { type, ownMessage, frames } = first!;
  const code = [first!, ...others].find(({ ownCode }) => ownCode)?.ownCode;
  const behind = distinct(others.map(({ ownMessage: message }) => message));
  const message = ownMessage || behind.slice(0, 3).join('; ').slice(0, MAX_TEXT) || code || type;
  const titles = others.map((link) => title(link.type, link.ownMessage, link.ownCode));
  const stacks = others.map(
    (link, at) => `${link.relation}: ${titles[at]!}${link.frames.slice(0, MAX_CAUSE_FRAMES)}`,
  );
  return {
    type,
    message,
    stack: [
      `${title(type, ownMessage || message)}${frames.slice(0, others.length ? MAX_FRAMES_BESIDE_CAUSES : MAX_FRAMES)}`,
      ...stacks,
    ].join('\n'),
    ...(code && { code }),
    ...(titles.length && { cause: titles.join('; ').slice(0, MAX_TEXT) }),
    summary: summaryOf(distinct([ownMessage, ...behind]), type, code),
  };
}

/** Whether a value is an error, also from another realm. The check is guarded because a proxy can throw. */
export function isError(value: unknown): value is Error {
  return attempt(() => types.isNativeError(value) || value instanceof Error, false);
}

/** The error, its causes and its members, depth first. */
function linksOf(thrown: unknown): Link[] {
  const links: Link[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown, relation: Link['relation'], depth: number) => {
    if (links.length >= MAX_ERRORS || depth > MAX_DEPTH || seen.has(value)) return;
    seen.add(value);
    links.push(linkOf(value, relation));
    for (const member of membersOf(value)) visit(member, 'Member', depth + 1);
    const cause = read(value, 'cause');
    if (cause !== undefined && cause !== null) visit(cause, 'Caused by', depth + 1);
  };
  visit(thrown, 'Caused by', 0);
  return links;
}

function linkOf(value: unknown, relation: Link['relation']): Link {
  const ownMessage = messageOf(value);
  return { relation, type: typeOf(value), ownMessage, ownCode: codeOf(value), frames: framesOf(value) };
}

/** The members of an AggregateError, or of a SuppressedError from `using`. */
function membersOf(value: unknown): unknown[] {
  if (!isError(value)) return [];
  const members = read(value, 'errors');
  const suppressed = read(value, 'suppressed');
  const list = attempt(() => (Array.isArray(members) ? members.slice(0, MAX_ERRORS) : []), []);
  return suppressed === undefined ? list : [...list, read(value, 'error'), suppressed];
}

function typeOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  const name = read(value, 'name');
  const className = attempt(() => value.constructor.name as unknown, undefined);
  // Subclasses without their own name inherit `Error`; errors of pg are all named `error`.
  const named = isError(value) && isText(name) && name.toLowerCase() !== 'error';
  const type = named ? name : isText(className) ? className : isError(value) ? 'Error' : 'Object';
  return type.slice(0, MAX_NAME);
}

function messageOf(value: unknown): string {
  const message = value !== null && typeof value === 'object' ? read(value, 'message') : value;
  if (typeof message === 'string') return message.trim() ? message.slice(0, MAX_TEXT) : '';
  if (message === undefined && isError(value)) return '';
  return shown(message === undefined ? value : message).slice(0, MAX_TEXT);
}

/** Omits the number of a DOMException, because its name has the same information. */
function codeOf(value: unknown): string | undefined {
  const code = read(value, 'code');
  const usable =
    isText(code) || (typeof code === 'number' && !attempt(() => value instanceof DOMException, true));
  return usable ? String(code).slice(0, MAX_NAME) : undefined;
}

/** The stack without its first lines, which repeat the message. */
function framesOf(value: unknown): string {
  const stack = isError(value) ? read(value, 'stack') : undefined;
  if (typeof stack !== 'string') return '';
  const message = read(value, 'message');
  const at = typeof message === 'string' && message ? stack.indexOf(message) : -1;
  const rest = at >= 0 ? stack.slice(at + String(message).length) : stack;
  const frames = rest.search(/\n {0,8}at /);
  return frames >= 0
    ? rest.slice(frames, frames + MAX_FRAMES)
    : at >= 0
      ? ''
      : `\n${stack.slice(0, MAX_FRAMES)}`;
}

function title(type: string, message: string, code?: string): string {
  const shownCode = code && !message.includes(code) ? ` (${code})` : '';
  return `${type}${message && `: ${message}`}${shownCode}`;
}

function summaryOf(messages: string[], type: string, code: string | undefined): string {
  const text = messages.join(': ').slice(0, MAX_TEXT) || type;
  return code && !text.includes(code) ? `${text} (${code})` : text;
}

function distinct(texts: string[]): string[] {
  return [...new Set(texts.filter(Boolean))];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function read(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  return attempt(() => (value as Record<string, unknown>)[key], undefined);
}

/** Formats a value without running its own code. */
function shown(value: unknown): string {
  return attempt(() => {
    if (typeof value === 'function') return Function.prototype.toString.call(value);
    const copy = plainCopy(value);
    return typeof copy === 'object' ? inspect(copy, { depth: 3, breakLength: Infinity }) : String(copy);
  }, '[unreadable]');
}
