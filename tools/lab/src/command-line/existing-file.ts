import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';

/** A parser of paths to an existing file, relative to the current folder of the shell. */
export function existingFile(text: string): string {
  const file = resolve(process.env['LAB_CALLED_FROM'] ?? '', text);
  if (!/\p{Cc}/u.test(text) && isFile(file)) return file;
  throw new InvalidArgumentError('It must be the path of a file that exists.');
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false; // It is missing or unreadable; a path can be too long as well.
  }
}
