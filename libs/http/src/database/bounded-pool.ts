import { BoundedClient } from './bounded-client';

/** Time limits of a service for PostgreSQL, in milliseconds. */
export const databaseLimits = {
  /** Maximum wait for a free or a new connection. */
  connectMs: 3_000,
  /** PostgreSQL cancels a statement that takes longer. */
  statementMs: 10_000,
  /** The client destroys a connection whose query takes longer, because a frozen PostgreSQL cancels nothing. */
  queryMs: 12_000,
  /** PostgreSQL ends a transaction that is idle for longer. */
  idleTransactionMs: 30_000,
};

/** TypeORM's `extra` for a pool of at most `max` connections, each with the limits of {@link databaseLimits}. */
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
