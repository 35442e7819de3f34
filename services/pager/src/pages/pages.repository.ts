import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Page, PagesQuery } from '@webstore/contracts';
import { CONFIG, type Config } from '../config';
import { openDatabase } from './database-file';
import type { Occurrence } from './episodes';
import type { NewPage } from './page';
import { type PageRow, pageOf, tables } from './pages.table';

type Notification = Page['notifications'][number];

/** Stores pages in a SQLite file. Changes are on disk before a call returns. */
@Injectable()
export class PagesRepository implements OnApplicationShutdown {
  private readonly logger = new Logger('pages');
  private readonly unreadable = new Set<number>();
  private readonly database: DatabaseSync;

  constructor(@Inject(CONFIG) { dataFile }: Pick<Config, 'dataFile'>) {
    this.database = openDatabase(dataFile, tables);
  }

  /** Runs `work` atomically. It must be synchronous. */
  inTransaction<T>(work: () => T): T {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      // On a full disk SQLite has already rolled back; a second ROLLBACK would fail and hide the first error.
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Runs part of a transaction atomically: if it throws, the rest of the transaction is kept. */
  inSavepoint<T>(work: () => T): T {
    this.database.exec('SAVEPOINT part');
    try {
      const result = work();
      this.database.exec('RELEASE part');
      return result;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK TO part; RELEASE part');
      throw error;
    }
  }

  find(id: number): Page | undefined {
    return this.select('WHERE id = ?', id)[0];
  }

  /**
   * Lists pages: firing first, then severity `page` before `ticket`, then newest first. A limit of -1 means no limit.
   * An unreadable row is omitted and logged once, so that it does not hide the others.
   */
  list({ status, limit }: PagesQuery): Page[] {
    const where = status ? 'WHERE status = ?' : '';
    const order = `ORDER BY status = 'firing' DESC, status = 'firing' AND severity = 'page' DESC, received_at DESC, id DESC LIMIT ?`;
    const rows = this.rows(`${where} ${order}`, ...(status ? [status] : []), limit);
    return rows.flatMap((row) => this.readable(row));
  }

  add(page: NewPage & Pick<Page, 'team'>): number {
    const { lastInsertRowid } = this.run(
      `INSERT INTO pages (fingerprint, starts_at, status, alert, severity, team, labels, annotations, receiver,
         received_at, resolved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      page.fingerprint,
      page.startsAt,
      page.status,
      page.alert,
      page.severity,
      page.team,
      JSON.stringify(page.labels),
      JSON.stringify(page.annotations),
      page.receiver,
      page.receivedAt,
      page.resolvedAt,
    );
    return Number(lastInsertRowid);
  }

  /** The latest occurrences of an alert, and the one with this start. Old episodes are not needed. */
  occurrences(fingerprint: string, startsAt = ''): Occurrence[] {
    const latest = 'SELECT starts_at FROM occurrences WHERE fingerprint = ?1 ORDER BY began_at DESC LIMIT 20';
    const rows = this.database
      .prepare(
        `SELECT starts_at AS startsAt, began_at AS beganAt, ended_at AS endedAt, seen_at AS seenAt, page_id AS page
         FROM occurrences WHERE fingerprint = ?1 AND (starts_at = ?2 OR starts_at IN (${latest}))`,
      )
      .all(fingerprint, startsAt);
    return rows as unknown as Occurrence[];
  }

  setOccurrence(fingerprint: string, occurrence: Occurrence, page: number): void {
    const { startsAt, beganAt, endedAt, seenAt } = occurrence;
    this.run(
      'INSERT OR REPLACE INTO occurrences VALUES (?, ?, ?, ?, ?, ?)',
      fingerprint,
      startsAt,
      beganAt,
      endedAt,
      seenAt,
      page,
    );
  }

  setState(id: number, { status, resolvedAt }: Pick<Page, 'status' | 'resolvedAt'>): void {
    this.run('UPDATE pages SET status = ?, resolved_at = ? WHERE id = ?', status, resolvedAt, id);
  }

  setAnnotations(id: number, annotations: Page['annotations']): void {
    this.run('UPDATE pages SET annotations = ? WHERE id = ?', JSON.stringify(annotations), id);
  }

  setTrace(id: number, traceId: string): void {
    this.run('UPDATE pages SET trace_id = ? WHERE id = ?', traceId, id);
  }

  addNotification(id: number, { level, people, at }: Notification): void {
    this.run('INSERT INTO notifications VALUES (?, ?, ?, ?)', id, level, JSON.stringify(people), at);
  }

  acknowledge(id: number, by: string, at: string): void {
    this.run('UPDATE pages SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ?', by, at, id);
  }

  onApplicationShutdown(): void {
    this.database.close();
  }

  private readable(row: PageRow): Page[] {
    try {
      return [pageOf(row)];
    } catch (error) {
      if (!this.unreadable.has(row.id)) this.logger.error('a page cannot be read', { page: row.id }, error);
      this.unreadable.add(row.id);
      return [];
    }
  }

  private select(rest: string, ...values: SQLInputValue[]): Page[] {
    return this.rows(rest, ...values).map(pageOf);
  }

  private rows(rest: string, ...values: SQLInputValue[]): PageRow[] {
    return this.database.prepare(`SELECT * FROM pages_told ${rest}`).all(...values) as unknown as PageRow[];
  }

  private run(statement: string, ...values: SQLInputValue[]) {
    return this.database.prepare(statement).run(...values);
  }
}
