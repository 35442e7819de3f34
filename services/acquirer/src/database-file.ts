import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the file and looks through it: a page that is broken would otherwise be found by the one customer whose row is on it.
 *
 * @throws Error that names the file and what to do, when it is there and cannot be used; an empty one is a new one
 */
export function openDatabase(file: string, tables: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    const found = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') throw new Error(String(found));
    database.exec(tables);
    return database;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The books of the bank in ${file} cannot be used: ${reason}. Put a copy in their place, or begin a new lab: ./lab down --wipe.`,
      { cause: error },
    );
  }
}
