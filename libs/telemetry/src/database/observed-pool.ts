import { Logger } from '@nestjs/common';
import { trace } from '@opentelemetry/api';
import type { Pool, PoolClient } from 'pg';
import { collectPool, connectionWaits, queryDurations } from './database.metrics';
import { queryName, type QueryName } from './query-name';

type Call = (...args: unknown[]) => unknown;

/**
 * Measures waits for connections and queries of a pool. It wraps the pool and does not use spans of instrumentation-pg,
 * because background work has no spans.
 *
 * @param tables table names that may become label values
 */
export function observePool(pool: Pool, tables: Iterable<string>): void {
  const known = new Set(tables);
  const seen = new WeakSet<PoolClient>();
  collectPool(pool);
  timed(pool, 'connect', () => ({ histogram: connectionWaits, labels: {} }));
  pool.on('acquire', (client) => {
    if (seen.has(client)) return;
    seen.add(client);
    timed(client, 'query', (query) => ({
      histogram: queryDurations,
      labels: queryName(textOf(query), known),
      logged: true,
    }));
  });
}

interface Measured {
  histogram: {
    observe: (labels: never, value: number, span?: ReturnType<typeof trace.getActiveSpan>) => void;
  };
  labels: Partial<QueryName>;
  /** True to log each one at level debug. */
  logged?: boolean;
}

const logger = new Logger('database');

/** Times a method with a callback or a promise, without changing its result. */
function timed(owner: object, method: string, measured: (first: unknown) => Measured): void {
  const methods = owner as Record<string, Call>;
  const original = methods[method]!.bind(owner);
  methods[method] = (...args) => {
    // The callback may run in the context of the caller that released the connection.
    const span = trace.getActiveSpan();
    const started = performance.now();
    const { histogram, labels, logged } = measured(args[0]);
    const done = (error?: unknown) => {
      const result = error ? 'error' : 'ok';
      const tookMs = performance.now() - started;
      histogram.observe({ ...labels, result } as never, tookMs / 1_000, span);
      if (logged) logQuery(labels, result, tookMs);
    };
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      return original(...args.slice(0, -1), (error: unknown, ...rest: unknown[]) => {
        done(error);
        (callback as Call)(error, ...rest);
      });
    }
    const answer = original(...args);
    if (answer instanceof Promise) answer.then(() => done(), done);
    return answer;
  };
}

/** Logs a query without its text, because the text may contain personal data. */
function logQuery({ operation, table }: Partial<QueryName>, result: string, tookMs: number): void {
  logger.debug(`${operation} ${table}`, {
    'db.operation.name': operation,
    'db.collection.name': table,
    result,
    duration_ms: Math.round(tookMs),
  });
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: string }).text ?? '');
