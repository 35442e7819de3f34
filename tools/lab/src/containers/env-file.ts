import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { replaceFile } from '@webstore/lab-core/state/replace-file.ts';

/** 256 bits: the length that HS256 requires of the key that signs customers' tokens. */
const SECRET_BYTES = 32;

const heading =
  '# Passwords of the lab in containers, made by ./lab env. A data store keeps the one it began with.';

/**
 * Creates the missing secrets of docker-compose.yml in `.env`. Existing ones stay, so that data stores still
 * accept them. The file is then readable by its owner alone.
 *
 * @returns the names of the new ones
 */
export function makeSecrets(file: string): string[] {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = parseEnv(before);
  const missing = containerSecrets.filter((name) => !known[name]);
  if (missing.length === 0) return [];
  replaceFile(file, missing.reduce(withSecret, before));
  return missing;
}

/** In place of an empty assignment (.env.example), else at the end. */
function withSecret(text: string, name: string): string {
  const line = `${name}=${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const empty = new RegExp(`^${name}=[ \\t]*(""|'')?[ \\t]*$`, 'm');
  if (empty.test(text)) return text.replace(empty, line);
  const above = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return above.includes(heading) ? `${above}${line}\n` : `${above}\n${heading}\n${line}\n`;
}
