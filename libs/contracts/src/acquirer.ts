import { z } from 'zod';
import { cents, currency, orderAmount, sumOfCents } from './money';
import { country } from './shop';

/** Body of the bank's `POST /captures`. The bank dedupes on the order id. */
export const captureRequest = z.strictObject({
  orderId: z.uuid(),
  amountCents: orderAmount,
  currency,
  country,
});
export type CaptureRequest = z.infer<typeof captureRequest>;

/** Answer of `POST /captures` and `GET /captures/:orderId`: 200 in both cases, a decline is an answer. */
export const captureOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('captured'), orderId: z.uuid(), captureId: z.string(), amountCents: cents }),
  z.object({ status: z.literal('declined'), orderId: z.uuid(), reason: z.string(), amountCents: cents }),
]);
export type CaptureOutcome = z.infer<typeof captureOutcome>;

/** Body of the bank's `POST /refunds`: always the whole capture of an order. */
export const refundRequest = z.strictObject({ orderId: z.uuid() });

/** Answer of `POST /refunds` and `GET /refunds/:orderId`. */
export const refundOutcome = z.object({ orderId: z.uuid(), refundId: z.string(), amountCents: cents });
export type RefundOutcome = z.infer<typeof refundOutcome>;

/** `GET /ledger`: the bank's own books, the truth that the shop is reconciled against. */
export const ledger = z.object({
  captures: z.number().int(),
  capturedCents: sumOfCents,
  refunds: z.number().int(),
  refundedCents: sumOfCents,
});
export type Ledger = z.infer<typeof ledger>;
