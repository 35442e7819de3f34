import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type PaymentDeclined, paymentDeclined, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { OrdersService } from './orders.service';

@Controller()
export class PaymentDeclinedConsumer {
  constructor(private readonly orders: OrdersService) {}

  @EventPattern(topics.paymentDeclined)
  async handle(
    @Payload(new EventPipe(paymentDeclined)) event: PaymentDeclined,
    @Ctx() message: MessageContext,
  ) {
    await message.once((manager) => this.orders.apply(manager, event.orderId, 'declined'));
  }
}
