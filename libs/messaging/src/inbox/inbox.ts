/** Records the handled messages, so that a redelivery has no effect. `Tx` is the store's transaction. */
export interface Inbox<Tx> {
  /** Whether the message has already been handled. */
  seen(messageId: string): Promise<boolean>;
  /**
   * Runs `work` and records the message, atomically.
   * @returns false if the message had already been handled; then `work` is rolled back
   */
  once(messageId: string, work: (tx: Tx) => Promise<unknown> | unknown): Promise<boolean>;
}

export const INBOX = Symbol('inbox');
