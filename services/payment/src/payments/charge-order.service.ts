import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CaptureOutcome, CaptureRequest, OrderPlaced } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import type { MessageContext } from '@webstore/messaging';
import type { EntityManager } from 'typeorm';
import { AcquirerClient } from '../acquirer/acquirer.client';
import { chargeStep, withOutcome } from './payment';
import { PaymentRecorder } from './payment-recorder';
import { PaymentsJournal } from './payments.journal';
import { timed } from './payments.metrics';
import { PaymentsRepository, type Remembered } from './payments.repository';

@Injectable()
export class ChargeOrderService {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly acquirer: AcquirerClient,
    private readonly recorder: PaymentRecorder,
    private readonly journal: PaymentsJournal,
  ) {}

  /** Charges an order once, for any result of earlier attempts. */
  async charge(order: OrderPlaced, message: MessageContext): Promise<void> {
    const remembered = await this.payments.request(order);
    this.journal.started(order, remembered.isNew);
    switch (chargeStep(remembered.payment, await flag('payment.charged-once'))) {
      case 'charge':
        return this.ask(order, remembered, message);
      case 'charge_more':
        await this.acquirer.capture(requestOf(order, randomUUID()));
        return message.once((manager) => this.recorder.publish(manager, remembered.payment));
      case 'answer':
        return message.once((manager) => this.recorder.publish(manager, remembered.payment));
      case 'decline':
        return message.once((manager) => this.decline(manager, order));
    }
  }

  private async ask(order: OrderPlaced, { isNew }: Remembered, message: MessageContext): Promise<void> {
    const { orderId } = order;
    const outcome = await timed(order.country, async () => {
      // An earlier attempt may have succeeded, so query the outcome before another capture.
      const known = isNew ? undefined : await this.acquirer.outcomeOf(orderId);
      return known ?? this.acquirer.capture(requestOf(order, orderId));
    });
    await message.once((manager) => this.record(manager, orderId, outcome));
  }

  private async record(manager: EntityManager, orderId: string, outcome: CaptureOutcome): Promise<void> {
    const payment = await this.payments.lock(manager, orderId);
    if (payment.state === 'requested') await this.recorder.record(manager, withOutcome(payment, outcome));
    // A concurrent refund has already recorded the outcome.
    else await this.recorder.publish(manager, payment);
  }

  /** Declines an order that was cancelled before the charge. Its customer and amount are known only now. */
  private async decline(
    manager: EntityManager,
    { orderId, customerId, amountCents, country }: OrderPlaced,
  ): Promise<void> {
    const payment = await this.payments.lock(manager, orderId);
    await this.recorder.record(manager, { ...payment, customerId, amountCents, country });
  }
}

/** The capture request. The acquirer treats requests with the same reference as one. */
const requestOf = ({ amountCents, currency, country }: OrderPlaced, reference: string): CaptureRequest => ({
  orderId: reference,
  amountCents,
  currency,
  country,
});
