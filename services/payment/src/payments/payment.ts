import type { CaptureOutcome, PaymentState, RefundOutcome } from '@webstore/contracts';

/** What payment knows of an order's money. */
export interface PaymentRecord {
  state: PaymentState;
  /** True once the bank may have been asked to capture: then only the bank knows whether it did. */
  attempted: boolean;
  amountCents: number;
  captureId: string | null;
  refundId: string | null;
  reason: string | null;
}

/** Why an order that was cancelled before it was charged is declined. */
export const cancelledBefore = 'order_cancelled';

/**
 * What to do when an order is to be charged.
 * - `charge`: the outcome is open
 * - `answer`: it is known; say it (again)
 * - `return`: cancelled, yet the bank may have captured: find out, and give it back
 * - `decline`: cancelled before anything was asked of the bank
 */
export function chargeStep({ state, attempted }: PaymentRecord): 'charge' | 'answer' | 'return' | 'decline' {
  if (state === 'requested') return 'charge';
  if (state === 'void') return attempted ? 'return' : 'decline';
  return 'answer';
}

/**
 * What to do when the money is to go back.
 * - `give_back`: it was captured
 * - `find_out`: an attempt has an unknown outcome
 * - `nothing`: no money was taken, or it is back already
 */
export function refundStep({ state }: PaymentRecord): 'give_back' | 'find_out' | 'nothing' {
  if (state === 'settled') return 'give_back';
  return state === 'requested' ? 'find_out' : 'nothing';
}

/** The bank's answer, written down. */
export function withOutcome<P extends PaymentRecord>(payment: P, outcome: CaptureOutcome): P {
  return outcome.status === 'captured'
    ? { ...payment, state: 'settled', captureId: outcome.captureId }
    : { ...payment, state: 'declined', reason: outcome.reason };
}

/** The money is back. `captureId` where the capture was not known yet. */
export function withRefund<P extends PaymentRecord>(
  payment: P,
  { refundId }: RefundOutcome,
  captureId = payment.captureId,
): P {
  return { ...payment, state: 'refunded', captureId, refundId };
}

/** No charge any more. That one was attempted stays known. */
export function voided<P extends PaymentRecord>(payment: P): P {
  return { ...payment, state: 'void', reason: cancelledBefore };
}
