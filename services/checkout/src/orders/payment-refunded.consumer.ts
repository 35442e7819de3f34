import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type PaymentRefunded, paymentRefunded, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { OrdersService } from './orders.service';

@Controller()
export class PaymentRefundedConsumer {
  constructor(private readonly orders: OrdersService) {}

  @EventPattern(topics.paymentRefunded)
  async handle(
    @Payload(new EventPipe(paymentRefunded)) event: PaymentRefunded,
    @Ctx() message: MessageContext,
  ) {
    await message.once((manager) => this.orders.apply(manager, event.orderId, 'refunded'));
  }
}
