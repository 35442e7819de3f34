import { z } from 'zod';
import { cents, currency, orderAmount, sumOfCents } from './money';
import { country } from './shop';

/** Body of the acquirer's `POST /captures`. The acquirer deduplicates by order id. */
export const captureRequest = z.strictObject({
  orderId: z.uuid(),
  amountCents: orderAmount,
  currency,
  country,
});
/** A valid {@link captureRequest}. */
export type CaptureRequest = z.infer<typeof captureRequest>;

/** Response body of `POST /captures` and `GET /captures/:orderId`. Both outcomes have status 200: a decline is not an error. */
export const captureOutcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('captured'), orderId: z.uuid(), captureId: z.string(), amountCents: cents }),
  z.object({ status: z.literal('declined'), orderId: z.uuid(), reason: z.string(), amountCents: cents }),
]);
/** A valid {@link captureOutcome}; `status` decides which members it has. */
export type CaptureOutcome = z.infer<typeof captureOutcome>;

/** Body of the acquirer's `POST /refunds`. A refund always covers the whole capture of an order. */
export const refundRequest = z.strictObject({ orderId: z.uuid() });

/** Response body of `POST /refunds` and `GET /refunds/:orderId`. `amountCents` is in euro cents. */
export const refundOutcome = z.object({ orderId: z.uuid(), refundId: z.string(), amountCents: cents });
/** A valid {@link refundOutcome}. */
export type RefundOutcome = z.infer<typeof refundOutcome>;

/** Response body of `GET /ledger`: the acquirer's own totals, against which the shop is reconciled. */
export const ledger = z.object({
  captures: z.number().int(),
  capturedCents: sumOfCents,
  refunds: z.number().int(),
  refundedCents: sumOfCents,
});
/** A valid {@link ledger}. Amounts are in euro cents. */
export type Ledger = z.infer<typeof ledger>;
