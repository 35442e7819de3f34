import type { Pool } from 'pg';
import { gauge, histogram } from '../metrics/metrics';

export const queryDurations = histogram({
  name: 'webstore_database_query_duration_seconds',
  help: 'Time from handing a query to the connection until its answer; table is the first of the own tables that it names, else none.',
  labels: ['operation', 'table', 'result'],
  // The boundaries of OpenTelemetry's db.client.operation.duration.
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});

export const connectionWaits = histogram({
  name: 'webstore_database_connection_wait_seconds',
  help: 'Time from asking the pool for a connection until having one, the making of a new one included.',
  labels: ['result'],
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});

const pools = new Set<Pool>();
const sum = (count: (pool: Pool) => number) => [...pools].reduce((total, pool) => total + count(pool), 0);

/**
 * Reports the state of the pool at each scrape. It does not use the pool's events, because the pool emits none when a caller
 * begins or stops waiting, and one missed event would leave a gauge wrong for ever. A peak between two scrapes is missed;
 * the histogram of waits covers that case.
 */
export function collectPool(pool: Pool): void {
  pools.add(pool);
}

gauge({
  name: 'webstore_database_connections',
  help: 'Connections of the pool, in use or idle.',
  labels: ['state'],
  collect: (set) => {
    set(
      { state: 'used' },
      sum(({ totalCount, idleCount }) => totalCount - idleCount),
    );
    set(
      { state: 'idle' },
      sum(({ idleCount }) => idleCount),
    );
  },
});

gauge({
  name: 'webstore_database_connections_max',
  help: 'Connections that the pool may have at most.',
  collect: (set) =>
    set(
      {},
      sum(({ options }) => options.max),
    ),
});

gauge({
  name: 'webstore_database_pending_requests',
  help: 'Who waits for a connection because all are in use.',
  // Callers that can have an idle connection wait only until the next tick (such as other gauges of the same scrape), so they do not count.
  collect: (set) => {
    const waiting = sum(({ waitingCount, idleCount }) => Math.max(0, waitingCount - idleCount));
    set({}, waiting);
  },
});
