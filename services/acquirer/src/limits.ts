/** Size and time limits of the acquirer, documented in docs/reference/limits.md. */
export const limits = {
  /** Maximum body size. A capture has about 150 bytes. */
  bodyBytes: 16 * 1024,
  /** Maximum time to receive the head of a request. */
  headMs: 5_000,
  /** Maximum time from the first byte of a request to the last byte of its body. */
  requestMs: 10_000,
  /** Interval at which Node checks the two limits above. */
  checkEveryMs: 1_000,
  /** After SIGTERM: time for requests in flight. Then their connections and the ledger are closed. */
  drainMs: 6_000,
};
