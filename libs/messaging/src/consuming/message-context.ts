import { BaseRpcContext } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import type { Inbox } from '../inbox/inbox';

/** The second argument of a handler, injected with `@Ctx()`. */
export class MessageContext<Tx = EntityManager> extends BaseRpcContext<[]> {
  private answered?: 'handled' | 'duplicate';

  constructor(
    /** The CloudEvents id. */
    readonly id: string,
    readonly topic: string,
    readonly key: string,
    /** Number of the attempt, from 1. */
    readonly attempt: number,
    private readonly inbox: Inbox<Tx>,
  ) {
    super([]);
  }

  /**
   * Runs `work` in one transaction with the inbox, unless the message has already been handled. A rollback does not
   * undo side effects outside the transaction, so call other services before `once`.
   */
  async once(work: (tx: Tx) => Promise<unknown> | unknown): Promise<void> {
    this.answered = (await this.inbox.once(this.id, work)) ? 'handled' : 'duplicate';
  }

  /** Called by the strategy after the handler. Records the message even if the handler never called `once`. */
  async settle(): Promise<'handled' | 'duplicate'> {
    if (!this.answered) await this.once(() => undefined);
    return this.answered ?? 'handled';
  }
}
