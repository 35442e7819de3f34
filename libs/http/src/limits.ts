const KiB = 1024;

/**
 * Size and time limits of a service. Each time limit is shorter than that of the operation that waits for it: a body is
 * received or refused before its handler starts, and a statement or an upstream call times out before its request does.
 * docs/reference/limits.md has the same values; a test compares both.
 */
export const limits = {
  /** Maximum size of the request line and headers. */
  headBytes: 16 * KiB,
  /** Maximum size of a body, unless a route sets its own limit. */
  bodyBytes: 64 * KiB,
  /** Maximum time from opening a connection to the end of the first request's head; then 408. */
  headMs: 5_000,
  /** Maximum time from the first byte of a request to the last byte of its body; then 408. */
  requestMs: 10_000,
  /** Interval at which Node checks the two limits above. */
  checkEveryMs: 1_000,
  /** Maximum time until a response begins; then 503. */
  handlerMs: 15_000,
  /** A socket without traffic during an open request is closed after this time. */
  idleSocketMs: 20_000,
  /** A keep-alive connection without a request is closed after this time. */
  keepAliveMs: 72_000,
  /** Maximum size of a response that is read from another service. */
  upstreamBytes: 1024 * KiB,
  /** After SIGTERM: time for requests in flight. Then their connections are closed. */
  drainMs: 2_500,
  /** After SIGTERM: maximum time of the graceful shutdown. Then the exit is forced. */
  shutdownMs: 6_000,
  /** Time for telemetry to export its queue before a forced exit. The process ends within eight seconds in total. */
  lastWordsMs: 1_000,
};
/** The {@link limits}, of which a server may set its own. */
export type Limits = typeof limits;
