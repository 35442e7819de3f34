import { Injectable } from '@nestjs/common';
import { DomainError, type RefundRequested } from '@webstore/contracts';
import type { MessageContext } from '@webstore/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import { AcquirerClient } from '../acquirer/acquirer.client';
import { refundStep, withOutcome, withRefund } from './payment';
import { PaymentRecorder } from './payment-recorder';
import { PaymentsRepository } from './payments.repository';

type Record = (manager: EntityManager) => Promise<void>;

@Injectable()
export class RefundPaymentService {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly acquirer: AcquirerClient,
    private readonly recorder: PaymentRecorder,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Refunds an order once; an order that was not charged will never be charged. A repeated request publishes the result
   * again, because checkout repeats the request if it has received no event.
   */
  async refund({ orderId }: RefundRequested, message: MessageContext): Promise<void> {
    const { payment } = await this.payments.voidUnknown(orderId);
    const step = refundStep(payment);
    if (step === 'nothing') return message.once(() => undefined);
    if (step === 'answer') return message.once((manager) => this.recorder.publish(manager, payment));
    await message.once(await this.giveBack(orderId));
  }

  /** Ends a payment without an outcome: a possible capture is refunded. */
  async end(orderId: string): Promise<void> {
    await this.dataSource.transaction(await this.giveBack(orderId));
  }

  /** @returns a function that stores the acquirer's responses */
  private async giveBack(orderId: string): Promise<Record> {
    // In this order: no capture can follow the refund, so the outcome is final.
    const refund = await this.acquirer.refundOrReverse(orderId);
    const outcome = await this.acquirer.outcomeOf(orderId);

    return async (manager) => {
      const now = await this.payments.lock(manager, orderId);
      // A concurrent charge or refund may already have stored the same responses.
      if (refundStep(now) !== 'give_back') return this.recorder.publish(manager, now);
      if (refund && outcome?.status === 'captured') {
        return this.recorder.record(manager, withRefund(now, outcome.captureId, refund.refundId));
      }
      if (now.state === 'requested' && outcome)
        return this.recorder.record(manager, withOutcome(now, outcome));
      throw new DomainError('conflict', `order ${orderId} is ${now.state} here, but the bank has no capture`);
    };
  }
}
