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
   * Asks payment for the money; the order is refunded when payment has given it back.
   * Asking again is harmless, and what to do when a refund is stuck: payment publishes what it knows once more.
   * @throws DomainError `conflict` while the order is pending
   */
  ask(orderId: string): Promise<OrderEntity> {
    return this.dataSource.transaction((manager) => this.orders.apply(manager, orderId, 'refund_asked'));
  }
}
