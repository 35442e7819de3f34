const KiB = 1024;

/**
 * What a service takes and how long it waits. Each is shorter than what waits for it: a body is in or refused before its
 * handler starts, and a statement or an upstream has given up before the request that waits for it does. The table for
 * readers is docs/reference/limits.md; a test compares both.
 */
export const limits = {
  /** Longest head of a request: its line and headers. */
  headBytes: 16 * KiB,
  /** Largest body, unless a route has a limit of its own. */
  bodyBytes: 64 * KiB,
  /** A connection has this long until the head of its first request is in; 408 then. */
  headMs: 5_000,
  /** A request has this long from its first byte to the last of its body; 408 then. */
  requestMs: 10_000,
  /** How often connections are looked at for the two above. */
  checkEveryMs: 1_000,
  /** An answer that has not begun by then is a 503. */
  handlerMs: 15_000,
  /** A socket on which nothing moves while a request is open is closed. */
  idleSocketMs: 20_000,
  /** A kept connection without a request is closed. */
  keepAliveMs: 72_000,
  /** Largest answer of another service that is read. */
  upstreamBytes: 1024 * KiB,
  /** After SIGTERM: what is in flight has this long, then its connections are closed. */
  drainMs: 2_500,
  /** After SIGTERM: what has not ended by then is given up. */
  shutdownMs: 6_000,
  /** Then telemetry has this long to send what it has, and the process ends: before eight seconds are over. */
  lastWordsMs: 1_000,
};
export type Limits = typeof limits;
