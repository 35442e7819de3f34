import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { orderCompleted, type OrderCompleted, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import type { ChainableCommander } from 'ioredis';
import { CartsRepository } from './carts.repository';

@Controller()
export class OrderCompletedConsumer {
  constructor(private readonly carts: CartsRepository) {}

  @EventPattern(topics.orderCompleted)
  async handle(
    @Payload(new EventPipe(orderCompleted)) event: OrderCompleted,
    @Ctx() message: MessageContext<ChainableCommander>,
  ): Promise<void> {
    const { cartId, customerId, orderId, lines } = event;
    await message.once((tx) => this.carts.removeOrdered(tx, cartId, customerId, orderId, lines));
  }
}
