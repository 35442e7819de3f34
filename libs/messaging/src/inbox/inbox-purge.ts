import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundWork } from '../background-work';

/** Kafka retains messages for seven days, so no older message is redelivered. The eighth day allows for clock differences. */
const KEEP_DAYS = 8;
const EVERY_MS = 3_600_000;
const BATCH = 5_000;

/** Deletes inbox rows of messages that Kafka no longer retains. */
@Injectable()
export class InboxPurge extends BackgroundWork {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    super(EVERY_MS);
  }

  async run(): Promise<boolean> {
    const [, removed] = (await this.dataSource.query(
      `DELETE FROM inbox_messages WHERE id IN (
         SELECT id FROM inbox_messages WHERE handled_at < now() - make_interval(days => $1) LIMIT $2
       )`,
      [KEEP_DAYS, BATCH],
    )) as [unknown, number];
    return removed === BATCH;
  }
}
