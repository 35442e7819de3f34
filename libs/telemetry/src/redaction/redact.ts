import { telemetryConfig } from '../config';
import { withoutCards } from './cards';
import { withoutIbans } from './ibans';

/** Most texts hold nothing of the kind; this one look at them costs less than the careful ones. */
const suspicious =
  /@|%(?:25)*40|\d{13}|\d{4}\D{1,3}\d{3}|[a-z]{2}\d{2}(?:\D{0,3}[a-z\d]){11}|bearer|token|secret|passw|api.?key|eyJ/i;

const mail =
  /[\p{L}\p{N}._%+'-]{1,64}(?:@|%(?:25){0,4}40)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}[\p{L}\p{N}-]{1,62}/gu;
// No word boundary before any of these: in a URL the two digits of an escaped character stand there.
const bearer = /(bearer(?:[\s+:=_-]|%(?:25){0,4}20)+)(?:(?!bearer)[\w.~+/=-]){6,}/gi;
const demoToken = /[a-z]{1,20}-token-\w+/gi;
const jsonWebToken = /eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g;
const named =
  /((?:access_|refresh_|id_)?token|secret|passw(?:or)?d|api[_-]?key)(["']?[=:]\s*["']?)[^\s&"',;]+/gi;

/**
 * Gives the function that takes out of a text what may not be stored: card numbers (by Luhn's check), IBANs (by
 * theirs), e-mail addresses, tokens, and the secrets of this process. A mark says what was there. The same text
 * without any of these comes back as it is.
 *
 * @param secrets values that are secret by themselves, whatever they look like
 */
export function redactor(secrets: readonly string[] = []): (text: string) => string {
  return (text) => {
    let clean = text;
    for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '[token]');
    if (!suspicious.test(clean)) return clean;
    clean = clean
      .replace(bearer, '$1[token]')
      .replace(jsonWebToken, '[token]')
      .replace(demoToken, '[token]')
      .replace(named, '$1$2[secret]')
      .replace(mail, '[e-mail]');
    return withoutIbans(withoutCards(clean));
  };
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

/**
 * Names of fields that need no look: hexadecimal by definition (digits alone are no card number there), or looked at where
 * they came in (the request id, in baggage.ts).
 */
const ids = new Set(['trace_id', 'span_id', 'trace_flags', 'webstore.request.id']);

/** Redacts the values of a record of fields, attributes or labels, in place. */
export function redactFields(fields: Record<string, unknown>): void {
  for (const key in fields) {
    if (ids.has(key)) continue;
    const value = fields[key];
    const clean = redacted(value);
    if (clean !== value) fields[key] = clean;
  }
}

/** The labels of a metric, redacted. Most need nothing, and come back as they are. */
export function redactedLabels<L extends object>(labels: L): L {
  return Object.values(labels).some((value) => redacted(value) !== value)
    ? (Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, redacted(value)])) as L)
    : labels;
}

function redacted(value: unknown): unknown {
  if (typeof value === 'string') return value.length < 6 ? value : redact(value);
  if (Array.isArray(value)) return value.some((one) => redacted(one) !== one) ? value.map(redacted) : value;
  if (typeof value !== 'number' || value < 1e12) return value;
  const clean = redact(String(value));
  return clean === String(value) ? value : clean;
}
