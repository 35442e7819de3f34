import { Inject, Injectable } from '@nestjs/common';
import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { insideGetter, MESSAGE_AT_HEADER, STALE_AFTER_MS } from '@webstore/telemetry';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { BackgroundWork } from '../background-work';
import { toKafkaHeaders } from '../cloud-event';
import { KafkaClient } from '../kafka-client';
import { oldestUnpublished, published } from '../messaging.metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { sendImpatiently } from './impatient';
import { OutboxMessage } from './outbox-message.entity';

const POLL_MS = 100;
const BATCH = 100;
const KEEP_PUBLISHED_HOURS = 24;
const PURGE_EVERY_MS = 3_600_000;

/** Takes committed events to Kafka, at least once and in order of writing. */
@Injectable()
export class OutboxRelay extends BackgroundWork {
  private purgedAt = 0;

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly kafka: KafkaClient,
    @Inject(MESSAGING_OPTIONS) private readonly options: Pick<MessagingOptions, 'publishTimeoutMs'>,
  ) {
    super(POLL_MS);
    oldestUnpublished(() => this.oldestAgeSeconds());
  }

  async run(): Promise<boolean> {
    await this.purge();
    return (await this.relayBatch()) === BATCH;
  }

  /** Sends one batch. A crash between sending and commit sends it again: the inbox on the other side drops it. */
  private async relayBatch(): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const batch = await manager
        .createQueryBuilder(OutboxMessage, 'message')
        .where({ publishedAt: IsNull() })
        .orderBy('message.sequence')
        .limit(BATCH)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      for (const message of batch) await this.publish(manager, message);
      return batch.length;
    });
  }

  private async publish(manager: EntityManager, message: OutboxMessage): Promise<void> {
    const occurredAt = message.occurredAt.getTime();
    // A row that waited too long starts a new trace here (the propagator sees its age), so its message is as young.
    const messageAt = Date.now() - occurredAt > STALE_AFTER_MS ? Date.now() : occurredAt;
    const carrier = { ...message.carrier, [MESSAGE_AT_HEADER]: String(occurredAt) };
    const origin = propagation.extract(ROOT_CONTEXT, carrier, insideGetter);
    // Made anew each time: what carries the trace is written into its headers.
    const send = () =>
      this.kafka.publish(message.topic, {
        key: message.key,
        value: JSON.stringify(message.value),
        headers: {
          ...toKafkaHeaders({
            id: message.id,
            type: message.topic,
            source: `/webstore/${this.kafka.service}`,
            time: message.occurredAt.toISOString(),
          }),
          [MESSAGE_AT_HEADER]: String(messageAt),
        },
      });
    await context.with(origin, () => sendImpatiently(send, this.options.publishTimeoutMs));
    await manager.update(OutboxMessage, { sequence: message.sequence }, { publishedAt: new Date() });
    published.add({ topic: message.topic });
  }

  private async oldestAgeSeconds(): Promise<number> {
    const oldest = await this.dataSource.manager.findOne(OutboxMessage, {
      where: { publishedAt: IsNull() },
      order: { sequence: 'ASC' },
    });
    return oldest ? (Date.now() - oldest.occurredAt.getTime()) / 1_000 : 0;
  }

  private async purge(): Promise<void> {
    if (Date.now() - this.purgedAt < PURGE_EVERY_MS) return;
    await this.dataSource.query(
      `DELETE FROM outbox_messages WHERE published_at < now() - make_interval(hours => $1)`,
      [KEEP_PUBLISHED_HOURS],
    );
    this.purgedAt = Date.now();
  }
}
