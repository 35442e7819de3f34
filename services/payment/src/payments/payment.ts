import type { CaptureOutcome, PaymentState } from '@webstore/contracts';

/** What payment knows of an order's money. */
export interface PaymentRecord {
  state: PaymentState;
  amountCents: number;
  captureId: string | null;
  refundId: string | null;
  reason: string | null;
}

/** Why an order that was cancelled before it was charged is declined. */
export const cancelledBefore = 'order_cancelled';

/** What is charged once: an order, or each delivery of its event. */
export type ChargedOnce = 'order' | 'delivery';

/**
 * What to do when an order is to be charged.
 * - `charge`: the outcome is open
 * - `charge_more`: it is known, and this is a delivery of its own
 * - `answer`: it is known; say it (again)
 * - `decline`: the order was cancelled before anything was asked of the bank
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
 * What to do when the money is to go back.
 * - `give_back`: it was captured, or may have been: only the bank knows what became of an attempt
 * - `answer`: no money was taken, or it is back already; say it again, for the caller has perhaps not heard it
 * - `nothing`: the order is not known yet, and will be declined when it is
 */
export function refundStep({ state }: Pick<PaymentRecord, 'state'>): 'give_back' | 'answer' | 'nothing' {
  if (state === 'settled' || state === 'requested') return 'give_back';
  return state === 'void' ? 'nothing' : 'answer';
}

/** The bank's answer, written down. */
export function withOutcome<P extends PaymentRecord>(payment: P, outcome: CaptureOutcome): P {
  return outcome.status === 'captured'
    ? { ...payment, state: 'settled', captureId: outcome.captureId }
    : { ...payment, state: 'declined', reason: outcome.reason };
}

/** The money is back. */
export function withRefund<P extends PaymentRecord>(payment: P, captureId: string, refundId: string): P {
  return { ...payment, state: 'refunded', captureId, refundId };
}
