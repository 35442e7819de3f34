import { BaseRpcContext } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import type { Inbox } from './inbox/inbox';

/** What a handler gets beside the event, as `@Ctx()`. */
export class MessageContext<Tx = EntityManager> extends BaseRpcContext<[]> {
  private answered?: 'handled' | 'duplicate';

  constructor(
    /** The CloudEvents id. */
    readonly id: string,
    readonly topic: string,
    readonly key: string,
    /** 1 at the first try. */
    readonly attempt: number,
    private readonly inbox: Inbox<Tx>,
  ) {
    super([]);
  }

  /**
   * Runs `work` in one transaction with the inbox, unless the message was handled before. What `work` does
   * outside the transaction is not undone: calls to others come before it.
   */
  async once(work: (tx: Tx) => Promise<unknown> | unknown): Promise<void> {
    this.answered = (await this.inbox.once(this.id, work)) ? 'handled' : 'duplicate';
  }

  /** Called by the strategy after the handler: a handler that never called `once` is remembered all the same. */
  async settle(): Promise<'handled' | 'duplicate'> {
    if (!this.answered) await this.once(() => undefined);
    return this.answered ?? 'handled';
  }
}
