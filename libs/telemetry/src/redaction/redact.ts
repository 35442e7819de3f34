import { telemetryConfig } from '../config';
import { withoutCards } from './cards';
import { groupSeparator } from './group-separator';
import { withoutIbans } from './ibans';
import { withoutMails } from './mails';
import { withoutNamedSecrets, withoutPrivateKeys } from './named-secrets';
import { withoutUserinfo } from './userinfo';

/** A quick test that most texts fail, so that they skip the expensive patterns. */
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

// No word boundary before these patterns: in a URL, a percent-encoded character may precede them.
const bearer = /(bearer(?:[\s+:=_-]|%(?:25){0,4}20){1,64})(?:(?!bearer)[\w.~+/=-]){6,}/gi;
const basic = /(basic(?:\s|\+|%(?:25){0,4}20){1,4})([a-z\d+/_-]{6,4096}={0,2})/gi;
const demoToken = /[a-z]{1,20}-token-\w+/gi;
/** Text that may contain a JSON web token. Matches whole runs, so that a text with many token prefixes is scanned only once. */
const dottedRun = /[\w.-]{20,}/g;

/** Maximum length of a text in characters. The rest of a longer text is cut off. */
export const MOST_LOOKED_AT = 32_000;
/** Characters removed before the cut, where half a card number would not be recognised. */
const EDGE = 512;

/**
 * Returns a function that redacts a text: card numbers and IBANs (with valid check digits), e-mail addresses, tokens,
 * values of secret names, credentials in URLs, and the given secrets. A mark such as `[card]` replaces each finding.
 * A text without findings is returned unchanged.
 *
 * @param secrets values that are always redacted
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

/** Redacts before it cuts, and drops text at the cut that may be incomplete. */
export function cutClean(text: string, most: number, look: (text: string) => string): string {
  if (text.length <= Math.min(most + EDGE, MOST_LOOKED_AT)) return look(text).slice(0, most);
  const clean = look(text.slice(0, Math.min(most + EDGE, MOST_LOOKED_AT)));
  return clean.slice(0, Math.min(most, Math.max(0, clean.length - EDGE)));
}

/** Redacts from `eyJ` on: header, payload, signature. Only digits of a percent-encoded character may precede it. */
function withoutJsonWebToken(run: string): string {
  const start = run.indexOf('eyJ');
  if (start < 0) return run;
  const [header = '', payload, , ...others] = run.slice(start).split('.');
  if (header.length < 8 || !payload) return run;
  return [`${run.slice(0, start)}[token]`, ...others].join('.');
}

/** Redacts base64 of `user:password`. An ordinary word after "basic" is kept. */
function withoutCredentials(found: string, before: string, encoded: string): string {
  return Buffer.from(encoded, 'base64').includes(':') ? `${before}[token]` : found;
}

/** Maximum number of cached clean texts, and maximum length of each. */
const MOST_KNOWN = 2_000;
const LONGEST_KNOWN = 200;

/**
 * Caches clean texts. Routes, statements, user agents and request ids recur on every span and line, so the cache makes the
 * redaction of all texts affordable.
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

/** The redactor of this process, which also redacts the values of its secret environment variables. */
export const redact = remembering(redactor(telemetryConfig.secrets));
