import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '@webstore/http';

/**
 * Opens the database file and checks its integrity.
 *
 * @throws ConfigError with the file name and a remedy if the file exists but is unusable; an empty file counts as new
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
    throw new ConfigError([
      `The pages in ${file} cannot be used: ${reason}. Put a copy in their place, or move the file to another folder: alerts that fire are paged again.`,
    ]);
  }
}
