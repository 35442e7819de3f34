import { telemetryConfig } from '../config';
import { withoutCards } from './cards';
import { groupSeparator } from './group-separator';
import { withoutIbans } from './ibans';
import { withoutMails } from './mails';
import { withoutNamedSecrets, withoutPrivateKeys } from './named-secrets';
import { withoutUserinfo } from './userinfo';

/** Most texts hold nothing of the kind; this one look at them costs less than the careful ones. */
const suspicious = new RegExp(
  [
    /@|%(?:25){0,4}40|bearer|basic|eyJ|passw|passphrase|passcode|pwd|token|secret|key|cookie/,
    /auth|credential|pin|cvv|cvc|csc|ssn|otp|jwt|session|sid|\d{13}/,
    `\\d{4}${groupSeparator}\\d{3}`,
    `[a-z]{2}\\d{2}(?:${groupSeparator}?[a-z\\d]{4}){2}${groupSeparator}?[a-z\\d]{3}`,
  ]
    .map((part) => (typeof part === 'string' ? part : part.source))
    .join('|'),
  'i',
);

// No word boundary before any of these: in a URL the two digits of an escaped character stand there.
const bearer = /(bearer(?:[\s+:=_-]|%(?:25){0,4}20){1,64})(?:(?!bearer)[\w.~+/=-]){6,}/gi;
const basic = /(basic(?:\s|\+|%(?:25){0,4}20){1,4})([a-z\d+/_-]{6,4096}={0,2})/gi;
const demoToken = /[a-z]{1,20}-token-\w+/gi;
/** What may hold a JSON web token. Looked for in whole runs, so that a text full of beginnings is looked at once. */
const dottedRun = /[\w.-]{20,}/g;

/** Longest text that is looked at; of a longer one the rest is cut off, whatever it is. */
export const MOST_LOOKED_AT = 32_000;
/** At the cut something can stand in half: half a card number passes as none. */
const EDGE = 512;

/**
 * Gives the function that takes out of a text what may not be stored: card numbers (by Luhn's check), IBANs (by
 * theirs), e-mail addresses, tokens, values of secret names, user and password in URLs, and the secrets of this process. A
 * mark says what was there. The same text without any of these comes back as it is.
 *
 * @param secrets values that are secret by themselves, whatever they look like
 */
export function redactor(secrets: readonly string[] = []): (text: string) => string {
  const clean = (whole: string) => {
    let text = whole;
    for (const secret of secrets) if (text.includes(secret)) text = text.replaceAll(secret, '[token]');
    if (!suspicious.test(text)) return text;
    text = withoutUserinfo(withoutPrivateKeys(text))
      .replace(bearer, '$1[token]')
      .replace(basic, withoutCredentials)
      .replace(dottedRun, withoutJsonWebToken)
      .replace(demoToken, '[token]');
    return withoutIbans(withoutCards(withoutMails(withoutNamedSecrets(text))));
  };
  return (text) => (text.length > MOST_LOOKED_AT ? cutClean(text, MOST_LOOKED_AT, clean) : clean(text));
}

/** Redacts before it cuts, and leaves out what the cut has torn. */
export function cutClean(text: string, most: number, look: (text: string) => string): string {
  if (text.length <= Math.min(most + EDGE, MOST_LOOKED_AT)) return look(text).slice(0, most);
  const clean = look(text.slice(0, Math.min(most + EDGE, MOST_LOOKED_AT)));
  return clean.slice(0, Math.min(most, Math.max(0, clean.length - EDGE)));
}

/** From `eyJ` on: header, payload, signature. Nothing else than digits of an escaped character stands before it. */
function withoutJsonWebToken(run: string): string {
  const start = run.indexOf('eyJ');
  if (start < 0) return run;
  const [header = '', payload, , ...others] = run.slice(start).split('.');
  if (header.length < 8 || !payload) return run;
  return [`${run.slice(0, start)}[token]`, ...others].join('.');
}

/** What is base64 of `user:password`; after "basic" an ordinary word can stand. */
function withoutCredentials(found: string, before: string, encoded: string): string {
  return Buffer.from(encoded, 'base64').includes(':') ? `${before}[token]` : found;
}

/** So many texts of at most so many characters are remembered as clean. */
const MOST_KNOWN = 2_000;
const LONGEST_KNOWN = 200;

/**
 * Remembers texts that held nothing. Routes, statements, user agents and request ids come again on every span and line:
 * looking at each once is what makes looking at all of them affordable.
 */
export function remembering(look: (text: string) => string): (text: string) => string {
  const clean = new Set<string>();
  return (text) => {
    if (clean.has(text)) return text;
    const looked = look(text);
    if (looked !== text || text.length > LONGEST_KNOWN) return looked;
    if (clean.size >= MOST_KNOWN) clean.clear();
    clean.add(text);
    return text;
  };
}

/** The redactor of this process: it also knows the values of its secret environment variables. */
export const redact = remembering(redactor(telemetryConfig.secrets));
