import { z } from 'zod';
import { cents, currency } from './money';
import { country } from './shop';

/** `requested` → `settled` | `declined`; `settled` → `refunded`; `void`: cancelled before the charge. */
export const paymentStates = ['requested', 'settled', 'declined', 'refunded', 'void'] as const;
export const paymentState = z.enum(paymentStates);
export type PaymentState = z.infer<typeof paymentState>;

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
export type Payment = z.infer<typeof payment>;
