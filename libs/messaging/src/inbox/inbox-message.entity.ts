import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A handled message. */
@Entity({ name: 'inbox_messages' })
export class InboxMessage {
  /** The CloudEvents id. */
  @PrimaryColumn('text')
  id!: string;

  @CreateDateColumn({ name: 'handled_at', type: 'timestamptz' })
  handledAt!: Date;
}
