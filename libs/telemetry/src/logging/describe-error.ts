import { inspect, types } from 'node:util';
import { attempt } from './attempt';
import { plainCopy } from './plain-copy';

/** An error, or whatever was thrown instead of one, as texts that are safe to keep. Not redacted: the logger and the spans do that. */
export interface ErrorDescription {
  /** Its class: `QueryFailedError`, `TimeoutError`. For what is no error its type: `string`, `null`, `Object`. */
  readonly type: string;
  /** Its own message. Where that is empty, as of an AggregateError of Node's sockets, those of its members or of its cause. */
  readonly message: string;
  /** Its stack and those of its causes and members, each behind `Caused by:` or `Member:`. */
  readonly stack: string;
  /** Its code, or else the first that a cause or member has: `ECONNREFUSED`, `23505`. */
  readonly code?: string;
  /** Causes and members in one line, outer ones first. */
  readonly cause?: string;
  /** The messages of all of them in one line without repetition: `fetch failed: connect ECONNREFUSED 127.0.0.1:8001`. */
  readonly summary: string;
}

interface Link {
  readonly relation: 'Caused by' | 'Member';
  readonly type: string;
  readonly ownMessage: string;
  readonly ownCode: string | undefined;
  readonly frames: string;
}

/** What is looked at of an error and those behind it. A chain can be a circle, and one can be as long as a day's retries. */
const MAX_ERRORS = 12;
const MAX_DEPTH = 6;
const MAX_TEXT = 4_000;
const MAX_NAME = 200;
/** Characters of frames: those of all stacks share one field. */
const MAX_FRAMES = 8_000;
const MAX_FRAMES_BESIDE_CAUSES = 4_000;
const MAX_CAUSE_FRAMES = 1_200;

/** Describes what was thrown. It never throws itself: not for circles, proxies, getters that throw or `null`. */
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

/** Whether a value is an error, of another realm as well. Even asking can throw, when it is a proxy. */
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

/** Of AggregateError, and of the SuppressedError that `using` throws. */
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
  // Subclasses that set no name have that of Error; those of pg are all called `error`.
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

/** A DOMException's number says nothing that its name does not. */
function codeOf(value: unknown): string | undefined {
  const code = read(value, 'code');
  const usable =
    isText(code) || (typeof code === 'number' && !attempt(() => value instanceof DOMException, true));
  return usable ? String(code).slice(0, MAX_NAME) : undefined;
}

/** The stack without its first lines, which repeat the message, however long that is. */
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

/** Without running code of the value's owner. */
function shown(value: unknown): string {
  return attempt(() => {
    if (typeof value === 'function') return Function.prototype.toString.call(value);
    const copy = plainCopy(value);
    return typeof copy === 'object' ? inspect(copy, { depth: 3, breakLength: Infinity }) : String(copy);
  }, '[unreadable]');
}
