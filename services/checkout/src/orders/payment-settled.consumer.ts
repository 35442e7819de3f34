import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type PaymentSettled, paymentSettled, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { OrdersService } from './orders.service';

@Controller()
export class PaymentSettledConsumer {
  constructor(private readonly orders: OrdersService) {}

  @EventPattern(topics.paymentSettled)
  async handle(
    @Payload(new EventPipe(paymentSettled)) event: PaymentSettled,
    @Ctx() message: MessageContext,
  ) {
    await message.once((manager) => this.orders.apply(manager, event.orderId, 'settled'));
  }
}
