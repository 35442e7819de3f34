import { renameSync, writeFileSync } from 'node:fs';

/** Writes JSON for its owner alone, and puts it in place of the old at once: whoever reads meanwhile reads the one or the other. */
export function replaceJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value, null, 2) + '\n', { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
