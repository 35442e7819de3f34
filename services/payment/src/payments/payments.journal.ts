import { Injectable, Logger } from '@nestjs/common';
import type { OrderPlaced } from '@webstore/contracts';
import { annotate, keepTrace } from '@webstore/telemetry';
import type { PaymentEntity } from './payment.entity';
import { countPayment, countPaymentStart } from './payments.metrics';

/** From here on an order's trace is worth keeping, in cents. */
const HIGH_VALUE_CENTS = 50_000;

/** Tells log, metrics and trace what became of a payment, so that the services need one line for it. */
@Injectable()
export class PaymentsJournal {
  private readonly logger = new Logger('payments');

  started({ country, segment, amountCents }: OrderPlaced, isNew: boolean): void {
    if (amountCents >= HIGH_VALUE_CENTS) keepTrace('high_value');
    if (segment === 'vip') keepTrace('vip');
    if (isNew) countPaymentStart(country, segment);
  }

  changed(payment: PaymentEntity): void {
    const { state, country, reason } = payment;
    annotate({ 'webstore.payment.result': state });
    const fields = {
      'webstore.order.id': payment.orderId,
      'webstore.payment.amount_cents': payment.amountCents,
      ...(country && { 'webstore.country': country }),
      result: state,
    };
    if (state === 'requested') return;
    if (state === 'declined') keepTrace('declined');
    if (state !== 'void') countPayment(country, state);
    // A decline is business, not a fault: a line to find it by, the span stays as it is.
    if (state === 'declined') this.logger.warn('payment declined', { ...fields, reason });
    else this.logger.log(`payment ${state}`, fields);
  }
}
