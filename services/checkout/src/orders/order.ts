import {
  type CancelReason,
  DomainError,
  type OrderState,
  type RefundReason,
  type Topic,
  topics,
} from '@webstore/contracts';

/** Triggers of state changes of a placed order. */
export type OrderTrigger = 'settled' | 'declined' | 'refunded' | 'timed_out' | 'refund_asked';

/** The topics that checkout writes. */
export type OrderTopic = Extract<Topic, `checkout.${string}`>;

/** Effect of a trigger on an order: the next state and the events to publish. */
export interface Outcome {
  to: OrderState;
  emits: readonly OrderTopic[];
  reason?: CancelReason;
  refund?: RefundReason;
  /** The reason why a trigger was ignored, if an effect could be expected. */
  ignored?: string;
}

type Rule = (state: OrderState) => Outcome;

const complete: Rule = () => ({ to: 'completed', emits: [topics.orderCompleted] });
// Payment reversed a charge without a response of the acquirer, before this order timed out.
const cancelRefunded: Rule = () => ({ to: 'cancelled', emits: [topics.orderCancelled], reason: 'timeout' });
const cancelDeclined: Rule = () => ({
  to: 'cancelled',
  emits: [topics.orderCancelled],
  reason: 'payment_declined',
});
// checkout does not know whether money was captured. payment checks, and refunds a capture.
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
 * The rule for every trigger in every state. Triggers that can be repeated or late are ignored. Contradictory ones are
 * refused, so that their message goes to the dead-letter topic, where an operator can see it.
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
    // A repeated request is sent to payment again, which refunds once. So a stuck refund can be requested again.
    refund_asked: giveBack('customer_request'),
  },
  cancelled: {
    settled: giveBack('order_cancelled'),
    declined: ignore('no money was taken'),
    timed_out: ignore('it is not pending any more'),
    refunded: ignore('the money that came too late is back'),
    // Only has an effect if the refund request of the cancellation was lost.
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

/** @throws DomainError `conflict` for an impossible trigger */
export function decide(state: OrderState, occurrence: OrderTrigger): Outcome {
  return rules[state][occurrence](state);
}

/** Whether an order has missed its deadline and must be marked late: it is pending and not yet marked. */
export function missesDeadline(
  { state, late, placedAt }: { state: OrderState; late: boolean; placedAt: Date },
  lateAfterMs: number,
  now = new Date(),
): boolean {
  return state === 'pending' && !late && now.getTime() - placedAt.getTime() > lateAfterMs;
}
