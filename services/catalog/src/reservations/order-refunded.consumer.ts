import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { orderRefunded, type OrderRefunded, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { ReservationsService } from './reservations.service';

@Controller()
export class OrderRefundedConsumer {
  constructor(private readonly reservations: ReservationsService) {}

  @EventPattern(topics.orderRefunded)
  async handle(
    @Payload(new EventPipe(orderRefunded)) event: OrderRefunded,
    @Ctx() message: MessageContext,
  ): Promise<void> {
    await message.once((manager) => this.reservations.takeBack(manager, event.orderId, event.lines));
  }
}
