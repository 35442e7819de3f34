import type { DataSource, EntityManager } from 'typeorm';
import type { Inbox } from './inbox';
import { InboxMessage } from './inbox-message.entity';

/** The inbox in the service's own database, in the transaction of the work. */
export class PostgresInbox implements Inbox<EntityManager> {
  constructor(private readonly dataSource: DataSource) {}

  async seen(messageId: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(InboxMessage, { id: messageId });
  }

  async once(messageId: string, work: (tx: EntityManager) => unknown): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      // The insert comes first: a second consumer waits here for the first one's commit.
      const inserted = await manager
        .createQueryBuilder()
        .insert()
        .into(InboxMessage)
        .values({ id: messageId })
        .orIgnore()
        .returning('id')
        .execute();
      if ((inserted.raw as unknown[]).length === 0) return false;
      await work(manager);
      return true;
    });
  }
}
