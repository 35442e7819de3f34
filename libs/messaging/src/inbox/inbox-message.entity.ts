import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A message that was handled. */
@Entity({ name: 'inbox_messages' })
export class InboxMessage {
  /** The CloudEvents id. */
  @PrimaryColumn('text')
  id!: string;

  @CreateDateColumn({ name: 'handled_at', type: 'timestamptz' })
  handledAt!: Date;
}
