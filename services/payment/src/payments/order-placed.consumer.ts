import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type OrderPlaced, orderPlaced, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { ChargeOrderService } from './charge-order.service';

@Controller()
export class OrderPlacedConsumer {
  constructor(private readonly charging: ChargeOrderService) {}

  @EventPattern(topics.orderPlaced)
  handle(@Payload(new EventPipe(orderPlaced)) event: OrderPlaced, @Ctx() message: MessageContext) {
    return this.charging.charge(event, message);
  }
}
