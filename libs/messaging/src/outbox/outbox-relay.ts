import { Inject, Injectable } from '@nestjs/common';
import { context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { trustedGetter, MESSAGE_AT_HEADER, STALE_AFTER_MS } from '@webstore/telemetry';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { BackgroundWork } from '../background-work';
import { toKafkaHeaders } from '../kafka/cloud-event';
import { KafkaClient } from '../kafka/kafka-client';
import { oldestUnpublished, published } from '../messaging.metrics';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options';
import { isRefused } from '../dead-letters/parking';
import { causeOf } from '../retry';
import { publishWithRetry } from './publish-with-retry';
import { RELAY_LOCK } from './locks';
import { OutboxMessage } from './outbox-message.entity';
import { Refusals } from './refusals';

const POLL_MS = 100;
const BATCH = 100;
const KEEP_PUBLISHED_HOURS = 24;
const PURGE_EVERY_MS = 3_600_000;

/** Publishes committed events to Kafka, at least once and in order of writing. During a Kafka outage all events wait. */
@Injectable()
export class OutboxRelay extends BackgroundWork {
  private readonly refusals = new Refusals();
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
    return (await this.hasUnpublished()) && (await this.relayBatch()) === BATCH;
  }

  /** Most polls find nothing: this is one query in place of the four of a batch. */
  private async hasUnpublished(): Promise<boolean> {
    const rows = (await this.dataSource.query(
      'SELECT FROM outbox_messages WHERE published_at IS NULL LIMIT 1',
    )) as object[];
    return rows.length > 0;
  }

  /**
   * Sends one batch. After a crash between sending and commit it is sent again, and the consumers' inboxes drop the duplicates.
   * @throws the error that ended the batch (a Kafka outage). Events sent before it are recorded; the rest waits.
   */
  private async relayBatch(): Promise<number> {
    let outage: unknown;
    const count = await this.dataSource.transaction(async (manager) => {
      if (!(await this.hasTurn(manager))) return 0;
      const batch = await this.nextBatch(manager);
      // Applies to the whole batch: a later event must not overtake a refused event of the same key.
      const refused = new Set<string>();
      for (const message of batch) {
        if (refused.has(message.key)) continue;
        const ended = await this.attemptAt(manager, message);
        if (ended === 'refused') refused.add(message.key);
        else if (ended !== 'sent') {
          outage = ended.outage;
          break;
        }
      }
      return batch.length;
    });
    if (outage) throw outage as Error;
    return count;
  }

  /** Only one relay sends at a time: two could reorder events of one key. */
  private async hasTurn(manager: EntityManager): Promise<boolean> {
    const [row] = (await manager.query(`SELECT pg_try_advisory_xact_lock($1::bigint) AS "hasTurn"`, [
      RELAY_LOCK,
    ])) as { hasTurn: boolean }[];
    return row?.hasTurn === true;
  }

  private async nextBatch(manager: EntityManager): Promise<OutboxMessage[]> {
    return manager.find(OutboxMessage, {
      where: { publishedAt: IsNull(), key: Not(In(this.refusals.keys())) },
      order: { sequence: 'ASC' },
      take: BATCH,
    });
  }

  /** An event that a healthy Kafka refuses blocks only its own key; an outage ends the batch. */
  private async attemptAt(
    manager: EntityManager,
    message: OutboxMessage,
  ): Promise<'sent' | 'refused' | { outage: unknown }> {
    try {
      await this.send(message);
    } catch (error) {
      if (!isRefused(error) && !(await this.kafkaIsUp())) return { outage: error };
      this.refusals.add(message.key);
      this.logger.error(`event ${message.id} for ${message.topic} cannot be sent: ${causeOf(error)}`, error);
      return 'refused';
    }
    this.refusals.delete(message.key);
    await manager.update(OutboxMessage, { sequence: message.sequence }, { publishedAt: new Date() });
    published.add({ topic: message.topic });
    return 'sent';
  }

  private async kafkaIsUp(): Promise<boolean> {
    return this.kafka.check().then(
      () => true,
      () => false,
    );
  }

  private async send(message: OutboxMessage): Promise<void> {
    const occurredAt = message.occurredAt.getTime();
    // A row that waited too long starts a new trace here (the propagator checks its age), so its message gets the current time.
    const messageAt = Date.now() - occurredAt > STALE_AFTER_MS ? Date.now() : occurredAt;
    const carrier = { ...message.carrier, [MESSAGE_AT_HEADER]: String(occurredAt) };
    const origin = propagation.extract(ROOT_CONTEXT, carrier, trustedGetter);
    // A new message for each attempt, because the instrumentation writes the trace context into its headers.
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
    await context.with(origin, () => publishWithRetry(send, this.options.publishTimeoutMs));
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
