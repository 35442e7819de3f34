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
   * @throws DomainError `conflict` unless the order is completed (or refunded: asking again is harmless)
   */
  ask(orderId: string): Promise<OrderEntity> {
    return this.dataSource.transaction((manager) => this.orders.happen(manager, orderId, 'refund_asked'));
  }
}
