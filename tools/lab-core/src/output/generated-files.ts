import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';

const root = resolve(import.meta.dirname, '../../../..');

/** Committed files that are generated: their content by path from the root of the repository. */
export type GeneratedFiles = Readonly<Record<string, string>>;

/** What to do when a committed file differs from {@link GeneratedFiles}. */
export const regenerate = 'run `npx nx run-many -t generate`';

/** The files as Prettier formats them. */
export async function formatted(files: GeneratedFiles): Promise<GeneratedFiles> {
  const entries = Object.entries(files).map(async ([path, text]) => {
    const filepath = join(root, path);
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The committed content of these files. */
export const committed = (files: GeneratedFiles): GeneratedFiles =>
  Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(root, path), 'utf8')]));

/** Writes the files, and prints their paths. */
export function writeGenerated(files: GeneratedFiles): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(path);
  }
}
