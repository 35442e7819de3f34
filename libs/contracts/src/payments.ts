import { z } from 'zod';
import { cents, currency } from './money';
import { country } from './shop';

/** `requested` → `settled` | `declined`; `settled` → `refunded`; `void`: cancelled before the charge. */
export const paymentStates = ['requested', 'settled', 'declined', 'refunded', 'void'] as const;
/** One of the {@link paymentStates}. */
export const paymentState = z.enum(paymentStates);
/** One of the {@link paymentStates}. */
export type PaymentState = z.infer<typeof paymentState>;

/**
 * Response body of `GET /payments/:orderId`. `amountCents` is in euro cents. `captureId`, `refundId` and
 * `reason` are null until the bank returns them; `country` is null if the order is unknown.
 */
export const payment = z.object({
  orderId: z.uuid(),
  state: paymentState,
  amountCents: cents,
  currency,
  country: country.nullable(),
  captureId: z.string().nullable(),
  refundId: z.string().nullable(),
  reason: z.string().nullable(),
});
/** A valid {@link payment}. */
export type Payment = z.infer<typeof payment>;
