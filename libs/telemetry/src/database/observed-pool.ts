import { trace } from '@opentelemetry/api';
import type { Pool, PoolClient } from 'pg';
import { collectPool, connectionWaits, queryDurations } from './database.metrics';
import { queryName } from './query-name';

type Call = (...args: unknown[]) => unknown;

/**
 * Measures what goes through a pool from now on: waits for connections, and queries. At the pool and not at the spans of
 * instrumentation-pg, because background work makes no spans and is measured all the same.
 *
 * @param tables names that may become labels
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
    }));
  });
}

interface Measured {
  histogram: {
    observe: (labels: never, value: number, span?: ReturnType<typeof trace.getActiveSpan>) => void;
  };
  labels: object;
}

/** Times a method that answers by a callback or by a promise, and changes neither. */
function timed(owner: object, method: string, measured: (first: unknown) => Measured): void {
  const methods = owner as Record<string, Call>;
  const original = methods[method]!.bind(owner);
  methods[method] = (...args) => {
    // The answer may come in the context of whoever gave the connection back.
    const span = trace.getActiveSpan();
    const started = performance.now();
    const { histogram, labels } = measured(args[0]);
    const done = (error?: unknown) => {
      const result = error ? 'error' : 'ok';
      histogram.observe({ ...labels, result } as never, (performance.now() - started) / 1_000, span);
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

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: string }).text ?? '');
