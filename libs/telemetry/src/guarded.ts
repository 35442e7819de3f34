import { Logger } from '@nestjs/common';
import * as prometheus from 'prom-client';
import { declared } from './metrics/registry';

/** Minimum interval between log lines about one component, in milliseconds. */
const LOG_EVERY_MS = 60_000;

// Does not use `counter` of metrics.ts, which is itself guarded.
const failures = new prometheus.Counter(
  declared('counter', {
    name: 'webstore_telemetry_failures_total',
    help: 'Times that a part of the telemetry library itself failed; the request or message went on without it.',
    labels: ['part'],
    exemplars: false,
  }),
);
const logger = new Logger('telemetry');
const lines = new Map<string, { at: number; unlogged: number }>();

/**
 * Counts a failure of a component of this library, and logs it once a minute. It never throws. The logger may call it: a
 * failure during that log line is only counted.
 */
export function telemetryFailed(part: string, error: unknown): void {
  failures.inc({ part });
  const now = Date.now();
  const line = lines.get(part) ?? { at: -Infinity, unlogged: 0 };
  lines.set(part, line);
  line.unlogged++;
  if (now - line.at < LOG_EVERY_MS) return;
  const failed = line.unlogged;
  line.at = now;
  line.unlogged = 0;
  try {
    logger.warn('a part of telemetry failed; the application goes on', { part, failed }, error);
  } catch {
    // Already counted.
  }
}

/**
 * Wraps `work` so that it never throws or rejects. A failure is counted under `part`, and the caller gets the result of `fallback`
 * for the same arguments. Wrap everything that runs inside the application's calls: hooks, propagators, processors,
 * exporters, loggers.
 *
 * @param part one of few names, in kebab-case: the label of `webstore_telemetry_failures_total`
 * @param fallback computes the result after a failure; must not throw
 */
export function guarded<This, Args extends unknown[], Result>(
  part: string,
  work: (this: This, ...args: Args) => Result,
  fallback: (...args: Args) => Awaited<Result> | Result,
): (this: This, ...args: Args) => Result {
  // A rate needs a series before its first event.
  failures.inc({ part }, 0);
  const failed = (error: unknown, args: Args): Result => {
    telemetryFailed(part, error);
    return fallback(...args) as Result;
  };
  return function (this: This, ...args: Args): Result {
    try {
      const result = work.apply(this, args);
      return result instanceof Promise
        ? (result.catch((error: unknown) => failed(error, args)) as Result)
        : result;
    } catch (error) {
      return failed(error, args);
    }
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- only any matches every function
type Method = (...args: any[]) => unknown;
type Fallbacks<T> = {
  [Name in keyof T as NonNullable<T[Name]> extends Method ? Name : never]?: (
    ...args: Parameters<Extract<T[Name], Method>>
  ) => ReturnType<Extract<T[Name], Method>> | Awaited<ReturnType<Extract<T[Name], Method>>>;
};

/** Makes the methods of `target` that have a fallback {@link guarded}, in place. A missing method is not added. */
export function guardedMethods<T extends object>(part: string, target: T, fallbacks: Fallbacks<T>): T {
  for (const [name, fallback] of Object.entries(fallbacks) as [keyof T, Method][]) {
    const method = target[name];
    if (typeof method !== 'function') continue;
    Object.defineProperty(target, name, { value: guarded(part, method as Method, fallback) });
  }
  return target;
}
