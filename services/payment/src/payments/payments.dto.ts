import { payment, paymentState, sumOfCents } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** Totals of payment, for reconciliation with the acquirer's ledger. */
export const paymentsSummary = z.object({
  states: z.record(paymentState, z.number().int()),
  /** Total of all captures in euro cents, including refunded ones. */
  capturedCents: sumOfCents,
  refundedCents: sumOfCents,
});
export type PaymentsSummary = z.infer<typeof paymentsSummary>;

export class PaymentDto extends createZodDto(payment) {}
export class PaymentsSummaryDto extends createZodDto(paymentsSummary) {}
export class OrderIdDto extends createZodDto(z.object({ orderId: z.uuid() })) {}
