import { Injectable, Logger } from '@nestjs/common';
import { highValueCents, type OrderPlaced } from '@webstore/contracts';
import { annotate, keepTrace } from '@webstore/telemetry';
import type { PaymentEntity } from './payment.entity';
import { countPayment, countPaymentStart } from './payments.metrics';

/** Records state changes of payments in log, metrics and trace. */
@Injectable()
export class PaymentsJournal {
  private readonly logger = new Logger('payments');

  started({ country, segment, amountCents }: OrderPlaced, isNew: boolean): void {
    if (amountCents >= highValueCents) keepTrace('high_value');
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
    // A decline is a business outcome and not a fault: it is logged, but the span has no error.
    if (state === 'declined') this.logger.warn('payment declined', { ...fields, reason });
    else this.logger.log(`payment ${state}`, fields);
  }
}
