import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the database file and checks its integrity. Otherwise a corrupt page would fail only the requests for its rows.
 *
 * @throws Error with the file name and a remedy if the file exists but is unusable; an empty file counts as new
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
      `The database of the bank, ${file}, cannot be used: ${reason}. Put a copy in its place, or begin a new lab: ./lab down --wipe.`,
      { cause: error },
    );
  }
}
