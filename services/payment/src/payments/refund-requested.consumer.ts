import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type RefundRequested, refundRequested, topics } from '@webstore/contracts';
import { EventPipe, MessageContext } from '@webstore/messaging';
import { RefundPaymentService } from './refund-payment.service';

@Controller()
export class RefundRequestedConsumer {
  constructor(private readonly refunding: RefundPaymentService) {}

  @EventPattern(topics.refundRequested)
  handle(@Payload(new EventPipe(refundRequested)) event: RefundRequested, @Ctx() message: MessageContext) {
    return this.refunding.refund(event, message);
  }
}
