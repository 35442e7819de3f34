import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { orderCancelled, type OrderCancelled, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { ReservationsService } from './reservations.service';

@Controller()
export class OrderCancelledConsumer {
  constructor(private readonly reservations: ReservationsService) {}

  @EventPattern(topics.orderCancelled)
  async handle(
    @Payload(new EventPipe(orderCancelled)) event: OrderCancelled,
    @Ctx() message: MessageContext,
  ): Promise<void> {
    await message.once((manager) => this.reservations.release(manager, event.orderId));
  }
}
