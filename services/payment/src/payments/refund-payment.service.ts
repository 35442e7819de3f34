import { Injectable } from '@nestjs/common';
import { DomainError, type RefundRequested } from '@webstore/contracts';
import type { MessageContext } from '@webstore/messaging';
import { AcquirerClient } from '../acquirer/acquirer.client';
import { refundStep, withOutcome, withRefund } from './payment';
import { PaymentsBooks } from './payments.books';
import { PaymentsRepository } from './payments.repository';

@Injectable()
export class RefundPaymentService {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly acquirer: AcquirerClient,
    private readonly books: PaymentsBooks,
  ) {}

  /** Gives an order's money back once; an order that was not charged never will be. */
  async refund({ orderId }: RefundRequested, message: MessageContext): Promise<void> {
    const { payment } = await this.payments.voidUnknown(orderId);
    if (refundStep(payment) === 'nothing') return message.once(() => undefined);
    // In this order: after the refund no capture can happen any more, so the outcome is final.
    const refund = await this.acquirer.refundOrReverse(orderId);
    const outcome = await this.acquirer.outcomeOf(orderId);

    await message.once(async (manager) => {
      const now = await this.payments.lock(manager, orderId);
      // A charge or another refund may have written down the same answers meanwhile.
      if (refundStep(now) === 'nothing') return;
      if (refund && outcome?.status === 'captured') {
        return this.books.enter(manager, withRefund(now, outcome.captureId, refund.refundId));
      }
      if (now.state === 'requested' && outcome) return this.books.enter(manager, withOutcome(now, outcome));
      throw new DomainError('conflict', `order ${orderId} is ${now.state} here, but the bank has no capture`);
    });
  }
}
