import { type Page, page } from '@webstore/contracts';

/**
 * A page is an episode of an alert; an occurrence is a reported start. A repeated notification adds no occurrence, and an
 * occurrence that continues another adds no page. Each page of an older file is an occurrence of its own.
 */
export const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS pages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL, starts_at TEXT NOT NULL, status TEXT NOT NULL,
    alert TEXT NOT NULL, severity TEXT NOT NULL, team TEXT NOT NULL,
    labels TEXT NOT NULL, annotations TEXT NOT NULL, receiver TEXT NOT NULL,
    received_at TEXT NOT NULL, resolved_at TEXT, trace_id TEXT,
    acknowledged_by TEXT, acknowledged_at TEXT,
    UNIQUE (fingerprint, starts_at)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS pages_by_status ON pages (status, received_at);
  CREATE TABLE IF NOT EXISTS occurrences (
    fingerprint TEXT NOT NULL, starts_at TEXT NOT NULL, began_at TEXT NOT NULL, ended_at TEXT, seen_at TEXT NOT NULL,
    page_id INTEGER NOT NULL REFERENCES pages, PRIMARY KEY (fingerprint, starts_at)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS occurrences_by_page ON occurrences (page_id);
  INSERT OR IGNORE INTO occurrences SELECT fingerprint, starts_at, starts_at, resolved_at, received_at, id FROM pages
    WHERE id NOT IN (SELECT page_id FROM occurrences);
  CREATE TABLE IF NOT EXISTS notifications (
    page_id INTEGER NOT NULL REFERENCES pages, level TEXT NOT NULL, people TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS notifications_by_page ON notifications (page_id);
  CREATE VIEW IF NOT EXISTS pages_told AS SELECT pages.*, (
    SELECT json_group_array(json_object('level', level, 'people', json(people), 'at', at) ORDER BY n.rowid)
    FROM notifications n WHERE n.page_id = pages.id
  ) AS notifications FROM pages;`;

export interface PageRow {
  id: number;
  fingerprint: string;
  starts_at: string;
  status: string;
  alert: string;
  severity: string;
  team: string;
  labels: string;
  annotations: string;
  receiver: string;
  received_at: string;
  resolved_at: string | null;
  trace_id: string | null;
  acknowledged_by: string | null;
  acknowledged_at: string | null;
  notifications: string;
}

/** Validates a row, because an earlier version of the code may have written it. */
export function pageOf(row: PageRow): Page {
  return page.parse({
    id: row.id,
    status: row.status,
    alert: row.alert,
    severity: row.severity,
    team: row.team,
    labels: JSON.parse(row.labels),
    annotations: JSON.parse(row.annotations),
    traceId: row.trace_id,
    fingerprint: row.fingerprint,
    startsAt: row.starts_at,
    receivedAt: row.received_at,
    resolvedAt: row.resolved_at,
    receiver: row.receiver,
    notifications: JSON.parse(row.notifications),
    acknowledged: row.acknowledged_by && { by: row.acknowledged_by, at: row.acknowledged_at },
  });
}
