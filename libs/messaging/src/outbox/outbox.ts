import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import type { EventOf, Topic } from '@webstore/contracts';
import type { EntityManager } from 'typeorm';
import { KEY_LOCKS } from './locks';

/** Publishes events as part of a transaction: what rolls back was never said, what commits will be. */
@Injectable()
export class Outbox {
  /**
   * Stores an event with the active trace context and baggage; the relay sends it after the commit.
   *
   * @param manager the transaction
   * @param key the order id: messages of one order stay in order
   */
  async add<T extends Topic>(
    manager: EntityManager,
    topic: T,
    key: string,
    value: EventOf<T>,
  ): Promise<void> {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    // The lock comes before the sequence number: of two transactions that write events of one key the first to get a number is
    // the first to commit. Otherwise the relay would send the later event while the earlier one is not there to be seen.
    await manager.query(
      `INSERT INTO outbox_messages (id, topic, key, value, carrier, occurred_at)
       SELECT $1::uuid, $2, $3, $4::jsonb, $5::jsonb, $6::timestamptz
       FROM (SELECT pg_advisory_xact_lock($7::int, hashtext($3))) AS turn`,
      [randomUUID(), topic, key, JSON.stringify(value), JSON.stringify(carrier), new Date(), KEY_LOCKS],
    );
  }
}
