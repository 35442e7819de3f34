import { isSecretName } from './secret-names';
import { after, type Place, placeOf } from './value-places';

/** Words in names of secrets. {@link nameAt} examines the surrounding text. */
const hint =
  /passw(?:or)?d|passphrase|passcode|pwd|token|secret|key|cookie|auth|credential|pin|cvv|cvc|csc|ssn|otp|jwt|session|sid/gi;
const nameCharacter = /[\w.-]/;
const restOfName = /[\w.-]{0,64}/y;
const MAX_NAME = 64;
const nameOnly = /^[\w.-]{1,64}[:=]?$/;
/** Between a name and its value: quotes (also escaped, as in JSON within JSON), then `=`, `:`, `=>`, or a percent-encoded `=`. */
const separator = /(?:\\{0,4}["'`])?\]?\s{0,4}(?:=>|[=:]|%(?:25){0,4}3[AD])\s{0,4}/iy;
/** First characters of other separators between a name and its value, see {@link placeOf}. */
const placeBegins = /[\\"'`\s>&]/;
const quote = /\\{0,4}["'`]/y;
const scheme = /(?:basic|bearer|digest|negotiate|apikey|token)(?:[ \t+]|%(?:25){0,4}20){1,8}/iy;
const endOfWord = /[\s&"'`,;<>(){}[\]\\]|%(?:25){0,4}26/gi;
const endOfLine = /[\r\n]/g;
const endOfLineOrQuote = /["'`\r\n]/g;
const closing: Record<string, string> = Object.assign(Object.create(null), { '{': '}', '[': ']' });
/** Booleans and null are not secrets; a number is not a secret if it counts tokens. */
const literal = /(?:null|undefined|true|false)(?![\w.-])/y;
const count = /-?\d{1,15}(?![\w.-])/y;
const MARK = '[secret]';
/** A private key in PEM. Without an end marker in range, all following text that could be key data is redacted. */
const privateKey =
  /-----BEGIN (?:[A-Z\d]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-(?!----)){0,16384}(?:-----END [A-Z\d ]{0,80}-----)?/g;

/** Redacts private keys in PEM, also with escaped line ends. */
export function withoutPrivateKeys(text: string): string {
  return text.replace(privateKey, '[private key]');
}

/**
 * Redacts the values of secret names in a text: in query strings and forms, JSON at any depth, headers, Node's object
 * format (`key: 'value'`), XML and command lines. Reads each character a bounded number of times.
 */
export function withoutNamedSecrets(text: string): string {
  let clean = '';
  let from = 0;
  hint.lastIndex = 0;
  for (let found = hint.exec(text); found; found = hint.exec(text)) {
    const name = nameAt(text, found.index, hint.lastIndex);
    const value = name && (endOfPlace(text, name) ?? valueAt(text, name.at, name.text));
    if (!value || value.end <= value.start || value.start < from) continue;
    clean += text.slice(from, value.start) + MARK;
    from = value.end;
    // After a name without a value, the match may be the next name: `token:\npassword: x`.
    hint.lastIndex = isName(text, value) ? value.start : value.end;
  }
  return from === 0 ? text : clean + text.slice(from);
}

interface Named extends Place {
  text: string;
}

function isName(text: string, { start, end }: { start: number; end: number }): boolean {
  const word = end - start <= MAX_NAME + 1 ? text.slice(start, end) : '';
  return nameOnly.test(word) && isSecretName(word.replace(/[:=]$/, ''));
}

/** The name that contains the word from `start` to `end`, and the start of its value, if it is a secret's name with a value. */
function nameAt(text: string, start: number, end: number): Named | undefined {
  const last = after(restOfName, text, end)!;
  const at = after(separator, text, last);
  if (at === undefined && !placeBegins.test(text.charAt(last))) return undefined;
  let first = start;
  while (first > 0 && start - first < MAX_NAME && nameCharacter.test(text[first - 1]!)) first--;
  const place = at === undefined ? placeOf(text, { first, hint: start, last }) : { at };
  if (!place) return undefined;
  const name = text.slice(first, last);
  return isSecretName(name) ? { text: name, ...place } : undefined;
}

function endOfPlace(text: string, { at, end }: Named): { start: number; end: number } | undefined {
  if (end === undefined) return undefined;
  return { start: at, end: text.startsWith(MARK, at) ? at : end };
}

function valueAt(text: string, at: number, name: string): { start: number; end: number } {
  const inside = after(quote, text, at);
  if (inside !== undefined) return quoted(text, at, inside, name);
  if (text.startsWith(MARK, at)) return { start: at, end: at };
  if (after(literal, text, at) !== undefined) return { start: at, end: at };
  if (/s$/i.test(name) && after(count, text, at) !== undefined) return { start: at, end: at };
  if (closing[text[at]!]) return { start: at, end: endOfBrackets(text, at) };
  const start = afterScheme(text, at, name);
  // `Bearer [token]`: already redacted.
  if (start > at && text[start] === '[') return { start, end: start };
  const end = next(endOf(name, text.slice(at, start)), text, start);
  // The quote opens the value of another name that is part of this value.
  const opens =
    /["'`]/.test(text[end] ?? '') && /[=:>]\s{0,4}$/.test(text.slice(Math.max(start, end - 6), end));
  return opens ? { start, end: quoted(text, end, end + 1, '').end } : { start, end };
}

/** The end pattern of a value: cookies and digests are lists with blanks and quotes. */
function endOf(name: string, schemeName: string): RegExp {
  if (/cookie/i.test(name) || /digest/i.test(schemeName)) return endOfLine;
  return /authorization/i.test(name) && !schemeName ? endOfLineOrQuote : endOfWord;
}

/** Reads to the same quote with the same escaping; a quote with more escaping belongs to the value. */
function quoted(text: string, at: number, inside: number, name: string) {
  const mark = text.slice(at, inside);
  const start = afterScheme(text, inside, name);
  let end = text.indexOf(mark, start);
  while (end > 0 && text[end - 1] === '\\' && !isEscapedBackslash(text, end))
    end = text.indexOf(mark, end + 1);
  if (start > inside && text[start] === '[') return { start, end: start };
  if (text.startsWith(MARK, start)) return { start, end: start };
  return { start, end: end < 0 ? text.length : end };
}

/** Whether the backslash before `end` is itself escaped: an even number of them. */
function isEscapedBackslash(text: string, end: number): boolean {
  let count = 0;
  while (text[end - 1 - count] === '\\' && count < 64) count++;
  return count % 2 === 0;
}

/** Skips `Basic ` or `Bearer ` of an authorization, to keep the scheme readable. */
function afterScheme(text: string, at: number, name: string): number {
  return (/auth/i.test(name) && after(scheme, text, at)) || at;
}

/** The end of an object or list, ignoring brackets in quotes; the end of the text if it is not closed. */
function endOfBrackets(text: string, at: number): number {
  const open = text[at]!;
  const close = closing[open]!;
  let depth = 0;
  for (let place = at; place < text.length; place++) {
    if (text[place] === open) depth++;
    else if (text[place] === close && --depth === 0) return place + 1;
  }
  return text.length;
}

function next(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.index ?? text.length;
}
