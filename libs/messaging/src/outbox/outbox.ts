import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import type { EventOf, Topic } from '@webstore/contracts';
import type { EntityManager } from 'typeorm';
import { KEY_LOCKS } from './locks';

/** Publishes events as part of a transaction: only events of committed transactions are published. */
@Injectable()
export class Outbox {
  /**
   * Stores an event with the active trace context and baggage; the relay sends it after the commit.
   *
   * @param manager the transaction
   * @param key the order id, which keeps the messages of one order in sequence
   */
  async add<T extends Topic>(
    manager: EntityManager,
    topic: T,
    key: string,
    value: EventOf<T>,
  ): Promise<void> {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    // Takes the lock before the sequence number, so that transactions for one key commit in the order of their numbers.
    // Otherwise the relay could send a later event before the earlier one is visible.
    await manager.query(
      `INSERT INTO outbox_messages (id, topic, key, value, carrier, occurred_at)
       SELECT $1::uuid, $2, $3, $4::jsonb, $5::jsonb, $6::timestamptz
       FROM (SELECT pg_advisory_xact_lock($7::int, hashtext($3))) AS turn`,
      [randomUUID(), topic, key, JSON.stringify(value), JSON.stringify(carrier), new Date(), KEY_LOCKS],
    );
  }
}
