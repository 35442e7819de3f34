import { Injectable } from '@nestjs/common';
import { DomainError, type RefundRequested } from '@webstore/contracts';
import type { MessageContext } from '@webstore/messaging';
import type { EntityManager } from 'typeorm';
import { AcquirerClient } from '../acquirer/acquirer.client';
import { refundStep, voided, withOutcome, withRefund } from './payment';
import type { PaymentEntity } from './payment.entity';
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
    switch (refundStep(payment)) {
      case 'give_back':
        return this.giveBack(payment, message);
      case 'find_out':
        return this.findOut(payment, message);
      case 'nothing':
        return message.once(() => undefined);
    }
  }

  private async giveBack(payment: PaymentEntity, message: MessageContext, captureId?: string): Promise<void> {
    const refund = await this.acquirer.refund(payment.orderId);
    await message.once(async (manager) => {
      const now = await this.payments.lock(manager, payment.orderId);
      // Another request for the same refund was faster: the bank gave it the same answer.
      if (now.state === 'refunded') return;
      await this.books.enter(manager, withRefund(now, refund, captureId));
    });
  }

  private async findOut(payment: PaymentEntity, message: MessageContext): Promise<void> {
    const outcome = await this.acquirer.outcomeOf(payment.orderId);
    if (outcome?.status === 'captured') return this.giveBack(payment, message, outcome.captureId);
    await message.once(async (manager) => {
      const now = await this.lockUnchanged(manager, payment);
      if (outcome) return this.books.enter(manager, withOutcome(now, outcome));
      // A charge that is on its way now finds this when it comes back, and gives the money back itself.
      await this.payments.update(manager, voided(now));
    });
  }

  private async lockUnchanged(
    manager: EntityManager,
    { orderId, state }: PaymentEntity,
  ): Promise<PaymentEntity> {
    const now = await this.payments.lock(manager, orderId);
    if (now.state === state) return now;
    throw new DomainError('conflict', `the charge of order ${orderId} came to its end meanwhile`, {
      retryable: true,
    });
  }
}
