import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { orderCompleted, type OrderCompleted, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { ReservationsService } from './reservations.service';

@Controller()
export class OrderCompletedConsumer {
  constructor(private readonly reservations: ReservationsService) {}

  @EventPattern(topics.orderCompleted)
  async handle(
    @Payload(new EventPipe(orderCompleted)) event: OrderCompleted,
    @Ctx() message: MessageContext,
  ): Promise<void> {
    await message.once((manager) => this.reservations.commit(manager, event.orderId, event.lines));
  }
}
