/** Remembers which messages were handled, so that a redelivery changes nothing. `Tx` is the store's transaction. */
export interface Inbox<Tx> {
  /** Whether the message was handled before. */
  seen(messageId: string): Promise<boolean>;
  /**
   * Runs `work` and remembers the message, both or neither.
   * @returns false when it had been handled before; then nothing that `work` did remains
   */
  once(messageId: string, work: (tx: Tx) => Promise<unknown> | unknown): Promise<boolean>;
}

export const INBOX = Symbol('inbox');
