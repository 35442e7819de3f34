import { attempt } from '../logging/attempt';
import { isSecretName } from './secret-names';

/** Name endings of secret variables, in addition to the secret names of all fields. */
const secretEnding = /_(?:TOKEN|SECRET|PASSWORD|KEY)$/;
/** Exceptions: the working directory, and variables with metadata of a secret, such as its path, name or URL. */
const notSecret =
  /^(?:OLD)?PWD$|_(?:FILE|PATH|DIR|URL|URI|ENDPOINT|HOST|DOMAIN|NAME|ISSUER|AUDIENCE|ALG|ALGORITHM)$/;
/** Minimum length of a secret: shorter ones are likely to be part of an ordinary word. */
const SHORTEST = 8;

/**
 * The secrets in the environment: values of variables with secret names, and passwords in URLs of any variable. Longest
 * first, because one can be a prefix of another.
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

/** The password of a URL, decoded and percent-encoded. */
function passwordsOf(text: string): string[] {
  if (!URL.canParse(text)) return [];
  const { password } = new URL(text);
  return [attempt(() => decodeURIComponent(password), ''), password];
}
