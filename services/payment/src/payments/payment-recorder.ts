import { Injectable } from '@nestjs/common';
import { Outbox } from '@webstore/messaging';
import type { EntityManager } from 'typeorm';
import { eventOf } from './payment-events';
import type { PaymentEntity } from './payment.entity';
import { PaymentsJournal } from './payments.journal';
import { PaymentsRepository } from './payments.repository';

/** Stores the state of a payment and publishes its event, in one transaction. */
@Injectable()
export class PaymentRecorder {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly outbox: Outbox,
    private readonly journal: PaymentsJournal,
  ) {}

  async record(manager: EntityManager, payment: PaymentEntity): Promise<void> {
    await this.payments.update(manager, payment);
    await this.publish(manager, payment);
    this.journal.changed(payment);
  }

  /** Publishes the event of the current state. */
  async publish(manager: EntityManager, payment: PaymentEntity): Promise<void> {
    const { topic, event } = eventOf(payment);
    await this.outbox.add(manager, topic, payment.orderId, event);
  }
}
