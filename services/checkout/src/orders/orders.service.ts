import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '@webstore/messaging';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { decide, missesDeadline, type OrderTrigger } from './order';
import { eventOf } from './order-events';
import type { OrderEntity } from './order.entity';
import { OrdersJournal } from './orders.journal';
import { OrdersRepository } from './orders.repository';

/** Applies triggers to placed orders, always in the caller's transaction. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly outbox: Outbox,
    private readonly journal: OrdersJournal,
    @Inject(CONFIG) private readonly config: Pick<Config, 'lateAfterMs'>,
  ) {}

  /** @throws DomainError `not_found`, or `conflict` if the trigger is impossible in the order's state */
  async apply(manager: EntityManager, orderId: string, occurrence: OrderTrigger): Promise<OrderEntity> {
    return this.applyTo(await this.orders.lock(manager, orderId), manager, occurrence);
  }

  /** Like {@link apply}, for an order that the caller has locked. */
  async applyTo(order: OrderEntity, manager: EntityManager, occurrence: OrderTrigger): Promise<OrderEntity> {
    const before = order.state;
    const outcome = decide(before, occurrence);
    await this.flagIfLate(order, manager);
    Object.assign(order, {
      state: outcome.to,
      reason: outcome.reason ?? order.reason,
      updatedAt: new Date(),
    });
    if (order.state !== before) await this.orders.update(manager, order);
    for (const topic of outcome.emits) {
      await this.outbox.add(manager, topic, order.id, eventOf(topic, order, outcome.refund));
    }
    this.journal.changed(order, before, outcome);
    return order;
  }

  /** Marks a late order once, from the sweep or from a late trigger. */
  async flagIfLate(order: OrderEntity, manager: EntityManager): Promise<void> {
    if (!missesDeadline(order, this.config.lateAfterMs)) return;
    order.late = true;
    await this.orders.update(manager, order);
    this.journal.late(order);
  }
}
