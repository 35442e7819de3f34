import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';

const ownerOnly = 0o600;
/** For files that components read and that contain no secret. */
export const forAll = 0o644;

/**
 * Replaces a file's text atomically and durably: a reader gets the old or the new text, also after a crash or
 * on a full disk. A symbolic link stays one.
 */
export function replaceFile(file: string, text: string, mode = ownerOnly): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  withTemporary(target, text, mode, (temporary) => renameSync(temporary, target));
}

/** The same for a new file. @returns false when another process was faster; its file stays */
export function createFile(file: string, text: string, mode = ownerOnly): boolean {
  return withTemporary(file, text, mode, (temporary) => {
    try {
      linkSync(temporary, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

function withTemporary<T>(target: string, text: string, mode: number, use: (temporary: string) => T): T {
  makeFolder(dirname(target));
  // One per process, and this code is synchronous: two writers never share a temporary file.
  const temporary = `${target}.${process.pid}.new`;
  try {
    const descriptor = openSync(temporary, 'w', mode);
    try {
      // A strict umask of the shell is no reason why a component cannot read its file.
      fchmodSync(descriptor, mode);
      writeFileSync(descriptor, text);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    const result = use(temporary);
    syncFolder(dirname(target));
    return result;
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/** Makes the new name durable too. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The original error is more informative.
  }
}
