import { DomainError, type OrderState, orderStates, topics } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { decide, missesDeadline, type OrderTrigger } from './order';

const occurrences: OrderTrigger[] = ['settled', 'declined', 'refunded', 'timed_out', 'refund_asked'];

/** State, trigger, next state, events. `refused`: a DomainError. */
const table: [OrderState, OrderTrigger, OrderState | 'refused', ...string[]][] = [
  ['pending', 'settled', 'completed', topics.orderCompleted],
  ['pending', 'declined', 'cancelled', topics.orderCancelled],
  ['pending', 'timed_out', 'cancelled', topics.orderCancelled, topics.refundRequested],
  ['pending', 'refunded', 'cancelled', topics.orderCancelled],
  ['pending', 'refund_asked', 'refused'],
  ['completed', 'settled', 'completed'],
  ['completed', 'declined', 'refused'],
  ['completed', 'timed_out', 'completed'],
  ['completed', 'refunded', 'refunded', topics.orderRefunded],
  ['completed', 'refund_asked', 'completed', topics.refundRequested],
  ['cancelled', 'settled', 'cancelled', topics.refundRequested],
  ['cancelled', 'declined', 'cancelled'],
  ['cancelled', 'timed_out', 'cancelled'],
  ['cancelled', 'refunded', 'cancelled'],
  ['cancelled', 'refund_asked', 'cancelled', topics.refundRequested],
  ['refunded', 'settled', 'refunded'],
  ['refunded', 'declined', 'refused'],
  ['refunded', 'timed_out', 'refunded'],
  ['refunded', 'refunded', 'refunded'],
  ['refunded', 'refund_asked', 'refunded'],
];

describe('an order', () => {
  it.each(table)('that is %s and %s turns %s', (state, occurrence, to, ...emits) => {
    if (to === 'refused') {
      expect(() => decide(state, occurrence)).toThrow(DomainError);
    } else {
      expect(decide(state, occurrence)).toMatchObject({ to, emits });
    }
  });

  it('has a rule for every trigger in every state', () => {
    const answered = new Set(table.map(([state, occurrence]) => `${state} ${occurrence}`));
    expect(answered.size).toBe(orderStates.length * occurrences.length);
  });

  it('has the reasons of the cancellation and the refund', () => {
    expect(decide('pending', 'timed_out')).toMatchObject({ reason: 'timeout', refund: 'order_cancelled' });
    expect(decide('pending', 'declined').reason).toBe('payment_declined');
    expect(decide('cancelled', 'settled').refund).toBe('order_cancelled');
    expect(decide('completed', 'refund_asked').refund).toBe('customer_request');
  });

  it('ends even if every event about it is lost, and is refunded even if every refund request is lost', () => {
    // By a timeout and by a command, which need no event.
    expect(decide('pending', 'timed_out')).toMatchObject({ to: 'cancelled', refund: 'order_cancelled' });
    for (const state of ['cancelled', 'completed'] as const)
      expect(decide(state, 'refund_asked').emits).toEqual([topics.refundRequested]);
    expect(decide('completed', 'refunded').to).toBe('refunded');
  });

  it('is not retried after a refusal, which would be repeated', () => {
    expect(() => decide('completed', 'declined')).toThrow(expect.objectContaining({ retryable: false }));
  });
});

describe('missesDeadline', () => {
  const placedAt = new Date('2026-01-01T00:00:00Z');
  const after = (ms: number) => new Date(placedAt.getTime() + ms);
  const pending = { state: 'pending' as const, late: false, placedAt };

  it('is true once the deadline passed while the order was pending', () => {
    expect(missesDeadline(pending, 5_000, after(5_000))).toBe(false);
    expect(missesDeadline(pending, 5_000, after(5_001))).toBe(true);
  });

  it('is false for an order that is already marked late, or not pending', () => {
    expect(missesDeadline({ ...pending, late: true }, 5_000, after(6_000))).toBe(false);
    expect(missesDeadline({ ...pending, state: 'completed' }, 5_000, after(6_000))).toBe(false);
  });
});
