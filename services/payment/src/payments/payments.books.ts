import { Injectable } from '@nestjs/common';
import { Outbox } from '@webstore/messaging';
import type { EntityManager } from 'typeorm';
import { eventOf } from './payment-events';
import type { PaymentEntity } from './payment.entity';
import { PaymentsJournal } from './payments.journal';
import { PaymentsRepository } from './payments.repository';

/** Writes what became of a payment and says so, in one transaction. */
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

  /** Says what is known already. */
  async publish(manager: EntityManager, payment: PaymentEntity): Promise<void> {
    const { topic, event } = eventOf(payment);
    await this.outbox.add(manager, topic, payment.orderId, event);
  }
}
