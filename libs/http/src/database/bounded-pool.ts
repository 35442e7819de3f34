import { BoundedClient } from './bounded-client';

/** How long a service waits for PostgreSQL. */
export const databaseLimits = {
  /** For a free connection of the pool, or a new one. */
  connectMs: 3_000,
  /** PostgreSQL ends a statement that takes longer. */
  statementMs: 10_000,
  /** A connection whose statement has no answer by then is given up: a PostgreSQL that is frozen ends nothing. */
  queryMs: 12_000,
  /** PostgreSQL ends a transaction in which nothing happens for so long: its client has gone. */
  idleTransactionMs: 30_000,
};

/** TypeORM's `extra`: a pool of so many connections, each with the deadlines of {@link databaseLimits}. */
export function boundedPool(max: number, own: Partial<typeof databaseLimits> = {}) {
  const { connectMs, statementMs, queryMs, idleTransactionMs } = { ...databaseLimits, ...own };
  return {
    max,
    Client: BoundedClient,
    keepAlive: true,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    query_timeout: queryMs,
    idle_in_transaction_session_timeout: idleTransactionMs,
  };
}
