import { Injectable, Logger } from '@nestjs/common';
import { highValueCents } from '@webstore/contracts';
import { annotate, keepTrace } from '@webstore/telemetry';
import type { Outcome } from './order';
import type { OrderEntity } from './order.entity';
import { countLate, countOrder, timeOrder } from './orders.metrics';

/** Records state changes of orders in log, metrics and trace. */
@Injectable()
export class OrdersJournal {
  private readonly logger = new Logger('orders');

  placed(order: OrderEntity): void {
    this.mark(order);
    countOrder(order, 'accepted');
    this.logger.log('order placed', fieldsOf(order));
  }

  changed(order: OrderEntity, before: OrderEntity['state'], { ignored, refund }: Outcome): void {
    this.mark(order);
    if (ignored) this.logger.log(`nothing to do for the order: ${ignored}`, fieldsOf(order));
    if (refund) this.logger.log('refund requested', { ...fieldsOf(order), reason: refund });
    if (order.state === before || order.state === 'pending') return;
    countOrder(order, order.state);
    if (order.state !== 'refunded') timeOrder(order, order.state);
    const fields = order.reason ? { ...fieldsOf(order), reason: order.reason } : fieldsOf(order);
    if (order.reason) this.logger.warn(`order ${order.state}`, fields);
    else this.logger.log(`order ${order.state}`, fields);
  }

  late(order: OrderEntity): void {
    this.mark(order);
    keepTrace('slow');
    countLate(order);
    this.logger.warn('order is late', fieldsOf(order));
  }

  private mark(order: OrderEntity): void {
    annotate({ 'webstore.order.id': order.id, 'webstore.order.total_cents': order.totalCents });
    if (order.totalCents >= highValueCents) keepTrace('high_value');
    if (order.segment === 'vip') keepTrace('vip');
  }
}

function fieldsOf(order: OrderEntity) {
  return {
    'webstore.order.id': order.id,
    'webstore.country': order.country,
    'webstore.customer.segment': order.segment,
    'webstore.order.total_cents': order.totalCents,
  };
}
