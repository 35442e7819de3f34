import {
  type CancelReason,
  DomainError,
  type OrderState,
  type RefundReason,
  type Topic,
  topics,
} from '@webstore/contracts';

/** What can happen to an order after it was placed. */
export type OrderTrigger = 'settled' | 'declined' | 'refunded' | 'timed_out' | 'refund_asked';

/** The topics that checkout writes. */
export type OrderTopic = Extract<Topic, `checkout.${string}`>;

/** What an occurrence makes of an order: its next state, and the events that tell of it. */
export interface Outcome {
  to: OrderState;
  emits: readonly OrderTopic[];
  reason?: CancelReason;
  refund?: RefundReason;
  /** Why nothing came of it, where one might have expected something. */
  ignored?: string;
}

type Rule = (state: OrderState) => Outcome;

const complete: Rule = () => ({ to: 'completed', emits: [topics.orderCompleted] });
// Payment reversed a charge that the bank never answered, before this order timed out.
const cancelRefunded: Rule = () => ({ to: 'cancelled', emits: [topics.orderCancelled], reason: 'timeout' });
const cancelDeclined: Rule = () => ({
  to: 'cancelled',
  emits: [topics.orderCancelled],
  reason: 'payment_declined',
});
// Whether money was taken is not known here: payment finds out, and refunds what was.
const cancelTimedOut: Rule = () => ({
  to: 'cancelled',
  emits: [topics.orderCancelled, topics.refundRequested],
  reason: 'timeout',
  refund: 'order_cancelled',
});
const giveBack =
  (refund: RefundReason): Rule =>
  (to) => ({ to, emits: [topics.refundRequested], refund });
const returned: Rule = () => ({ to: 'refunded', emits: [topics.orderRefunded] });
const ignore =
  (ignored: string): Rule =>
  (to) => ({ to, emits: [], ignored });
const refuse =
  (why: string): Rule =>
  (state) => {
    throw new DomainError('conflict', `the order is ${state}: ${why}`);
  };

/**
 * Every occurrence in every state. What can arrive twice or late is ignored; what contradicts the books is refused,
 * so that its message lands in the dead-letter topic, before somebody's eyes.
 */
const rules: Record<OrderState, Record<OrderTrigger, Rule>> = {
  pending: {
    settled: complete,
    declined: cancelDeclined,
    timed_out: cancelTimedOut,
    refunded: cancelRefunded,
    refund_asked: refuse('wait until it is completed or cancelled'),
  },
  completed: {
    settled: ignore('it is paid already'),
    declined: refuse('it was settled, it cannot be declined as well'),
    timed_out: ignore('it is not pending any more'),
    refunded: returned,
    // Asking again asks payment again, which refunds once; so a refund that got stuck can be asked for again.
    refund_asked: giveBack('customer_request'),
  },
  cancelled: {
    settled: giveBack('order_cancelled'),
    declined: ignore('no money was taken'),
    timed_out: ignore('it is not pending any more'),
    refunded: ignore('the money that came too late is back'),
    // Nothing is due, unless the request that went out with the cancellation was lost.
    refund_asked: giveBack('order_cancelled'),
  },
  refunded: {
    settled: ignore('it was paid and refunded'),
    declined: refuse('it was settled, it cannot be declined as well'),
    timed_out: ignore('it is not pending any more'),
    refunded: ignore('it is refunded already'),
    refund_asked: ignore('it is refunded already'),
  },
};

/** @throws DomainError `conflict` for what cannot be */
export function decide(state: OrderState, occurrence: OrderTrigger): Outcome {
  return rules[state][occurrence](state);
}

/** Whether its deadline passes unnoticed: the order is still pending, and not known to be late. */
export function missesDeadline(
  { state, late, placedAt }: { state: OrderState; late: boolean; placedAt: Date },
  lateAfterMs: number,
  now = new Date(),
): boolean {
  return state === 'pending' && !late && now.getTime() - placedAt.getTime() > lateAfterMs;
}
