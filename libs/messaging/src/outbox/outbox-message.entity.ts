import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event in the database that waits to be published. */
@Entity({ name: 'outbox_messages' })
export class OutboxMessage {
  /** Sequence number: the order of writing. */
  @PrimaryColumn({ type: 'bigint', generated: 'increment' })
  sequence!: string;

  /** The CloudEvents id. */
  @Column('uuid')
  id!: string;

  @Column('text')
  topic!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  value!: unknown;

  /** Trace context and baggage of the writing request or message, as W3C headers. */
  @Column('jsonb')
  carrier!: Record<string, string>;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt!: Date;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt!: Date | null;
}
