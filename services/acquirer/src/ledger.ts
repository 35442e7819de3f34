import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { CaptureOutcome, CaptureRequest, Ledger, RefundOutcome } from '@webstore/contracts';
import { openDatabase } from './database-file';

/** One row an order for captures and for refunds: the primary key is what makes a second charge impossible. */
const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS captures (
    order_id TEXT PRIMARY KEY, capture_id TEXT, decline TEXT, amount_cents INTEGER NOT NULL, country TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS refunds (
    order_id TEXT PRIMARY KEY REFERENCES captures, refund_id TEXT NOT NULL, amount_cents INTEGER NOT NULL
  ) STRICT;`;

const books = `
  SELECT (SELECT count(*) FROM captures WHERE decline IS NULL) AS captures,
         (SELECT coalesce(sum(amount_cents), 0) FROM captures WHERE decline IS NULL) AS capturedCents,
         (SELECT count(*) FROM refunds) AS refunds,
         (SELECT coalesce(sum(amount_cents), 0) FROM refunds) AS refundedCents`;

/** The reason of a decline that came before its capture. */
export const reversed = 'reversed';

interface CaptureRow {
  order_id: string;
  capture_id: string | null;
  decline: string | null;
  amount_cents: number;
}

/** The bank's books, on disk before anyone is told. */
export class CaptureLedger {
  private readonly database: DatabaseSync;

  constructor(file: string) {
    this.database = openDatabase(file, tables);
  }

  capture(request: CaptureRequest, decline: string | null): CaptureOutcome {
    this.database
      .prepare('INSERT INTO captures VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(
        request.orderId,
        decline ? null : `cap_${randomUUID()}`,
        decline,
        request.amountCents,
        request.country,
      );
    return this.captureOf(request.orderId)!;
  }

  captureOf(orderId: string): CaptureOutcome | undefined {
    const row = this.database.prepare('SELECT * FROM captures WHERE order_id = ?').get(orderId);
    return row && outcome(row as unknown as CaptureRow);
  }

  /**
   * Gives a capture back. An order that the bank has not seen is reversed: a capture that is still on its way
   * is declined when it arrives, so whoever asks for a refund need not fear it.
   *
   * @returns undefined when there is no captured money to give back
   */
  refund(orderId: string): RefundOutcome | undefined {
    this.database
      .prepare('INSERT INTO captures VALUES (?, NULL, ?, 0, NULL) ON CONFLICT DO NOTHING')
      .run(orderId, reversed);
    this.database
      .prepare(
        `INSERT INTO refunds SELECT order_id, ?, amount_cents FROM captures
         WHERE order_id = ? AND decline IS NULL ON CONFLICT DO NOTHING`,
      )
      .run(`ref_${randomUUID()}`, orderId);
    return this.refundOf(orderId);
  }

  refundOf(orderId: string): RefundOutcome | undefined {
    return this.database
      .prepare(
        `SELECT order_id AS orderId, refund_id AS refundId, amount_cents AS amountCents
         FROM refunds WHERE order_id = ?`,
      )
      .get(orderId) as RefundOutcome | undefined;
  }

  totals(): Ledger {
    return this.database.prepare(books).get() as unknown as Ledger;
  }

  close(): void {
    this.database.close();
  }
}

function outcome(row: CaptureRow): CaptureOutcome {
  const known = { orderId: row.order_id, amountCents: row.amount_cents };
  return row.capture_id
    ? { status: 'captured', ...known, captureId: row.capture_id }
    : { status: 'declined', ...known, reason: row.decline! };
}
