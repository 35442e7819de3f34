import { Inject, Injectable } from '@nestjs/common';
import { syntheticCustomerId } from '@webstore/contracts';
import { Sweep } from '@webstore/messaging';
import { asSyntheticCustomer } from '@webstore/telemetry';
import { CONFIG, type Config } from '../config';
import { PaymentsRepository } from './payments.repository';
import { RefundPaymentService } from './refund-payment.service';

const BATCH = 20;

/**
 * Ends payments whose outcome is still open long after checkout has cancelled their orders, because the message that would
 * end them is parked or lost. A possible capture is refunded, and checkout receives an event.
 */
@Injectable()
export class UnansweredPaymentsSweep extends Sweep {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly refunding: RefundPaymentService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'unansweredAfterMs' | 'sweepEveryMs'>,
  ) {
    super(config.sweepEveryMs, BATCH);
  }

  protected due(limit: number, without: string[]): Promise<string[]> {
    const cutoff = new Date(Date.now() - this.config.unansweredAfterMs);
    return this.payments.requestedBefore(cutoff, limit, without);
  }

  protected async handle(orderId: string): Promise<void> {
    const { customerId } = await this.payments.get(orderId);
    const end = () => this.refunding.end(orderId);
    await (customerId === syntheticCustomerId ? asSyntheticCustomer(end) : end());
    this.logger.warn('a payment without an outcome was ended', { 'webstore.order.id': orderId });
  }
}
