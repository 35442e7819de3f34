/** What the bank takes and how long it waits. The table for readers is docs/reference/limits.md. */
export const limits = {
  /** The largest body: a capture has about 150 bytes. */
  bodyBytes: 16 * 1024,
  /** Until the head of a request is in. */
  headMs: 5_000,
  /** From the first byte of a request to the last of its body. */
  requestMs: 10_000,
  /** How often connections are looked at for the two above. */
  checkEveryMs: 1_000,
  /** After SIGTERM: what is in flight has this long, then its connections are closed and the books with them. */
  drainMs: 6_000,
};
