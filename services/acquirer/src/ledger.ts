import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { CaptureOutcome, CaptureRequest, Ledger, RefundOutcome } from '@webstore/contracts';
import { openDatabase } from './database-file';

/** One row per order for captures and for refunds. The primary key prevents a second charge. */
const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS captures (
    order_id TEXT PRIMARY KEY, capture_id TEXT, decline TEXT, amount_cents INTEGER NOT NULL, country TEXT
  ) STRICT;
  CREATE TABLE IF NOT EXISTS refunds (
    order_id TEXT PRIMARY KEY REFERENCES captures, refund_id TEXT NOT NULL, amount_cents INTEGER NOT NULL
  ) STRICT;`;

const ledgerQuery = `
  SELECT (SELECT count(*) FROM captures WHERE decline IS NULL) AS captures,
         (SELECT coalesce(sum(amount_cents), 0) FROM captures WHERE decline IS NULL) AS capturedCents,
         (SELECT count(*) FROM refunds) AS refunds,
         (SELECT coalesce(sum(amount_cents), 0) FROM refunds) AS refundedCents`;

/** Decline reason of a capture that was reversed before it arrived. */
export const reversed = 'reversed';

interface CaptureRow {
  order_id: string;
  capture_id: string | null;
  decline: string | null;
  amount_cents: number;
}

/** The acquirer's ledger. Entries are on disk before the response is sent. */
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
   * Refunds a capture. An unknown order is reversed: its capture is declined if it arrives later, so no charge can
   * follow a refund request.
   *
   * @returns undefined if there is no capture to refund
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

  /** The order ids of all captures that were not refunded. */
  openCaptures(): string[] {
    return this.database
      .prepare(
        `SELECT order_id AS orderId FROM captures
         WHERE decline IS NULL AND order_id NOT IN (SELECT order_id FROM refunds)`,
      )
      .all()
      .map(({ orderId }) => String(orderId));
  }

  totals(): Ledger {
    return this.database.prepare(ledgerQuery).get() as unknown as Ledger;
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
