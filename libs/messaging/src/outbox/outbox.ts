import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { context, propagation } from '@opentelemetry/api';
import type { EventOf, Topic } from '@webstore/contracts';
import type { EntityManager } from 'typeorm';
import { OutboxMessage } from './outbox-message.entity';

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
    await manager.insert(OutboxMessage, {
      id: randomUUID(),
      topic,
      key,
      value: value as object,
      carrier,
      occurredAt: new Date(),
      publishedAt: null,
    });
  }
}
