import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, Failure } from '../failure.ts';
import { makeFolder } from './make-folder.ts';

/**
 * A change takes milliseconds: a process that holds the lock for longer was stopped, or waits for its disk.
 */
const longestMs = 10_000;
const SQLITE_BUSY = 5;

/**
 * Prevents other processes from changing a file. The lock is an SQLite lock on an empty database beside the
 * file: the system releases it when its process ends for any reason. It is not reentrant.
 *
 * @returns releases it
 * @throws the system's Error when the lock file cannot be created; Failure when another process holds it
 */
export function lockFile(file: string, waitMs = longestMs): () => void {
  const lock = `${file}.lock`;
  makeFolder(dirname(file));
  // SQLite does not report why it cannot open a file.
  closeSync(openSync(lock, 'a', 0o600));
  const database = new DatabaseSync(lock, { timeout: waitMs });
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    throw new Failure(
      `${file} is being changed by another process, which does not end: try again, or find it with fuser '${lock}'.`,
      exitCodes.failed,
    );
  }
  return () => database.close();
}

/** Whether another process holds the lock of a file, and keeps it for this long. */
export function isLocked(file: string, waitMs = 500): boolean {
  if (!existsSync(`${file}.lock`)) return false;
  try {
    lockFile(file, waitMs)();
    return false;
  } catch (error) {
    // Any other error is about the lock file itself, in a folder that cannot be written.
    return error instanceof Failure;
  }
}
