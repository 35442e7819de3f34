import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { exitCodes, Failure } from '../failure.ts';

/** A change takes milliseconds: a process that has the lock for longer was stopped, or waits for its disk. */
const longestMs = 10_000;
const SQLITE_BUSY = 5;

/**
 * Keeps other processes from changing a file. The lock is one of SQLite on an empty database beside the file: the system releases it with
 * its process, however that ends. It does not nest.
 *
 * @returns releases it
 * @throws Error of the system when the file of the lock cannot be made; Failure when another process keeps it
 */
export function lockFile(file: string, waitMs = longestMs): () => void {
  const lock = `${file}.lock`;
  mkdirSync(dirname(file), { recursive: true });
  // SQLite would not say why it cannot open a file.
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
