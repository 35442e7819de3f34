import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrderEntity } from './order.entity';
import { OrdersService } from './orders.service';

@Injectable()
export class RefundOrderService {
  constructor(
    private readonly orders: OrdersService,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Requests a refund from payment; the order is refunded after payment confirms it.
   * A repeated request is safe and helps with a stuck refund: payment publishes its result again.
   * @throws DomainError `conflict` while the order is pending
   */
  ask(orderId: string): Promise<OrderEntity> {
    return this.dataSource.transaction((manager) => this.orders.apply(manager, orderId, 'refund_asked'));
  }
}
