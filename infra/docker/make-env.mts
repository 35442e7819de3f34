// Creates the missing secrets of docker-compose.yml in .env, without npm: docs/09-docker-and-deployment.md has the line that runs
// it in a container. Existing ones stay, so that data stores still accept them. The file is then readable by its owner alone.
//   node make-env.mts [FOLDER]            .env and docker-compose.yml are in the folder, by default the current one
//   node make-env.mts FOLDER ENV_FILE     another file than FOLDER/.env
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

const [folder = '.', file = join(folder, '.env')] = process.argv.slice(2);
/** 256 bits: the length that HS256 requires of the key that signs customers' tokens. */
const secretBytes = 32;
const heading =
  '# Passwords of the lab in containers, made by ./lab env. A data store keeps the one it began with.';

/** Docker Compose refuses to start without these variables. */
const required = readFileSync(join(folder, 'docker-compose.yml'), 'utf8').matchAll(
  /\$\{(\w+):\?is made by \.\/lab env\}/g,
);
const names = [...new Set([...required].map(([, name]) => name!))].toSorted();

/** In place of an empty assignment (.env.example), else at the end. */
function withSecret(text: string, name: string): string {
  const line = `${name}=${randomBytes(secretBytes).toString('base64url')}`;
  const empty = new RegExp(`^${name}=[ \\t]*(""|'')?[ \\t]*$`, 'm');
  if (empty.test(text)) return text.replace(empty, line);
  const above = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return above.includes(heading) ? `${above}${line}\n` : `${above}\n${heading}\n${line}\n`;
}

function makeMissing(): string[] {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const known = parseEnv(before);
  const missing = names.filter((name) => !known[name]);
  if (missing.length === 0) return [];
  const target = existsSync(file) ? realpathSync(file) : file;
  const draft = `${target}.new`;
  try {
    writeFileSync(draft, missing.reduce(withSecret, before), { mode: 0o600, flush: true });
    // A reader gets the old or the new text, also on a full disk.
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
  return missing;
}

try {
  const made = makeMissing();
  console.log(made.length > 0 ? `Made in ${file}: ${made.join(', ')}.` : `${file} has all of them.`);
} catch (error) {
  console.error(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
