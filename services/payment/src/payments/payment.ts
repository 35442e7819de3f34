import type { CaptureOutcome, PaymentState } from '@webstore/contracts';

/** The payment data of an order. */
export interface PaymentRecord {
  state: PaymentState;
  amountCents: number;
  captureId: string | null;
  refundId: string | null;
  reason: string | null;
}

/** Decline reason of an order that was cancelled before the charge. */
export const cancelledBefore = 'order_cancelled';

/** Unit that is charged once: an order, or each delivery of its event. */
export type ChargedOnce = 'order' | 'delivery';

/**
 * The next step for an order-placed event.
 * - `charge`: the outcome is open
 * - `charge_more`: the outcome is known, and each delivery is charged separately
 * - `answer`: the outcome is known; publish it (again)
 * - `decline`: the order was cancelled before the charge
 */
export function chargeStep(
  { state }: Pick<PaymentRecord, 'state'>,
  once: ChargedOnce = 'order',
): 'charge' | 'charge_more' | 'answer' | 'decline' {
  if (state === 'requested') return 'charge';
  if (state === 'settled' && once === 'delivery') return 'charge_more';
  return state === 'void' ? 'decline' : 'answer';
}

/**
 * The next step for a refund request.
 * - `give_back`: money was or may have been captured; only the acquirer knows the result of an attempt
 * - `answer`: no money was captured, or it is already refunded; publish that again in case the event was lost
 * - `nothing`: the order is not known yet, and will be declined later
 */
export function refundStep({ state }: Pick<PaymentRecord, 'state'>): 'give_back' | 'answer' | 'nothing' {
  if (state === 'settled' || state === 'requested') return 'give_back';
  return state === 'void' ? 'nothing' : 'answer';
}

/** The payment with the outcome of its capture. */
export function withOutcome<P extends PaymentRecord>(payment: P, outcome: CaptureOutcome): P {
  return outcome.status === 'captured'
    ? { ...payment, state: 'settled', captureId: outcome.captureId }
    : { ...payment, state: 'declined', reason: outcome.reason };
}

/** The payment in state `refunded`. */
export function withRefund<P extends PaymentRecord>(payment: P, captureId: string, refundId: string): P {
  return { ...payment, state: 'refunded', captureId, refundId };
}
