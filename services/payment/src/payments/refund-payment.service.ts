import { Injectable } from '@nestjs/common';
import { DomainError, type RefundRequested } from '@webstore/contracts';
import type { MessageContext } from '@webstore/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import { AcquirerClient } from '../acquirer/acquirer.client';
import { refundStep, withOutcome, withRefund } from './payment';
import { PaymentRecorder } from './payments.books';
import { PaymentsRepository } from './payments.repository';

type Record = (manager: EntityManager) => Promise<void>;

@Injectable()
export class RefundPaymentService {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly acquirer: AcquirerClient,
    private readonly books: PaymentRecorder,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Gives an order's money back once; an order that was not charged never will be. Asked again, it publishes again what
   * became of the money: checkout asks when it has not heard.
   */
  async refund({ orderId }: RefundRequested, message: MessageContext): Promise<void> {
    const { payment } = await this.payments.voidUnknown(orderId);
    const step = refundStep(payment);
    if (step === 'nothing') return message.once(() => undefined);
    if (step === 'answer') return message.once((manager) => this.books.publish(manager, payment));
    await message.once(await this.giveBack(orderId));
  }

  /** Ends a payment whose outcome nobody waits for any more: what may have been captured goes back. */
  async end(orderId: string): Promise<void> {
    await this.dataSource.transaction(await this.giveBack(orderId));
  }

  /** @returns what is left to do: to write down what the bank answered */
  private async giveBack(orderId: string): Promise<Record> {
    // In this order: after the refund no capture can happen any more, so the outcome is final.
    const refund = await this.acquirer.refundOrReverse(orderId);
    const outcome = await this.acquirer.outcomeOf(orderId);

    return async (manager) => {
      const now = await this.payments.lock(manager, orderId);
      // A charge or another refund may have written down the same answers meanwhile.
      if (refundStep(now) !== 'give_back') return this.books.publish(manager, now);
      if (refund && outcome?.status === 'captured') {
        return this.books.record(manager, withRefund(now, outcome.captureId, refund.refundId));
      }
      if (now.state === 'requested' && outcome) return this.books.record(manager, withOutcome(now, outcome));
      throw new DomainError('conflict', `order ${orderId} is ${now.state} here, but the bank has no capture`);
    };
  }
}
