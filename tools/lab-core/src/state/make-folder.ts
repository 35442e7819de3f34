import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './system-error.ts';

/** Creates a folder and what is missing above it. @throws the system's Error, with the reason in `code` */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    // Node reports a read-only file system as a missing file (findings/node-mkdirsync-hides-read-only.sh).
    if (codeOf(error) === 'ENOENT') mkdirSync(firstMissing(folder));
    throw error;
  }
}

const firstMissing = (folder: string): string =>
  existsSync(dirname(folder)) ? folder : firstMissing(dirname(folder));
