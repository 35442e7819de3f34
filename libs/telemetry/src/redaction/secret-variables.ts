import { attempt } from '../logging/attempt';
import { isSecretName } from './secret-names';

/** Endings that are secrets in the name of a variable, beside the names that are secrets everywhere. */
const secretEnding = /_(?:TOKEN|SECRET|PASSWORD|KEY)$/;
/** The working directory, and variables about a secret: where it is, what it is called, who takes it. */
const notSecret =
  /^(?:OLD)?PWD$|_(?:FILE|PATH|DIR|URL|URI|ENDPOINT|HOST|DOMAIN|NAME|ISSUER|AUDIENCE|ALG|ALGORITHM)$/;
/** A shorter one is likely to be part of an honest word. */
const SHORTEST = 8;

/**
 * The secrets in the environment: values of variables with secret names, and passwords in URLs under any name. Longest
 * first, for one can be the beginning of another.
 */
export function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const values = Object.entries(env).flatMap(([name, value = '']) => {
    const text = value.trim();
    return isSecretVariable(name) ? [text, ...passwordsOf(text)] : passwordsOf(text);
  });
  const secrets = [...new Set(values)].filter(({ length }) => length >= SHORTEST);
  return secrets.toSorted((one, other) => other.length - one.length);
}

function isSecretVariable(name: string): boolean {
  return secretEnding.test(name) || (!notSecret.test(name) && isSecretName(name));
}

/** The password of a URL as a client sends it, and as it is escaped. */
function passwordsOf(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const { password } = new URL(text);
  return [attempt(() => decodeURIComponent(password), ''), password];
}
