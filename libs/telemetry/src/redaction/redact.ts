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

/** The redactor of this process: it also knows the values of its secret environment variables. */
export const redact = redactor(telemetryConfig.secrets);

/** Names of fields that are hexadecimal by definition: digits alone are no card number there. */
const ids = new Set(['trace_id', 'span_id', 'trace_flags']);

/** Redacts the values of a record of fields, attributes or labels, in place. */
export function redactFields(fields: Record<string, unknown>): void {
  for (const key in fields) {
    const value = fields[key];
    const clean = redacted(value);
    if (clean !== value && !ids.has(key)) fields[key] = clean;
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
