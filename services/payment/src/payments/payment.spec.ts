import { type PaymentState, paymentStates } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { chargeStep, type PaymentRecord, refundStep, withOutcome, withRefund } from './payment';

const orderId = '6f1c2d3e-0000-5000-8000-000000000000';
const payment = (state: PaymentState): PaymentRecord => ({
  state,
  amountCents: 1999,
  captureId: state === 'settled' ? 'cap_1' : null,
  refundId: null,
  reason: null,
});

describe('an order to be charged', () => {
  it.each([
    ['requested', 'charge'],
    ['settled', 'answer'],
    ['declined', 'answer'],
    ['refunded', 'answer'],
    ['void', 'decline'],
  ] as const)('whose payment is %s: %s', (state, step) => {
    expect(chargeStep({ state })).toBe(step);
  });

  it('is charged again for a repeated delivery if each delivery is charged', () => {
    expect(chargeStep({ state: 'settled' }, 'delivery')).toBe('charge_more');
    for (const state of ['declined', 'refunded'] as const)
      expect(chargeStep({ state }, 'delivery')).toBe('answer');
  });
});

describe('a refund request', () => {
  it.each([
    ['requested', 'give_back'],
    ['settled', 'give_back'],
    ['declined', 'answer'],
    ['refunded', 'answer'],
    ['void', 'nothing'],
  ] as const)('of a payment that is %s: %s', (state, step) => {
    expect(refundStep({ state })).toBe(step);
  });
});

describe('a payment', () => {
  const captured = { status: 'captured', orderId, captureId: 'cap_1', amountCents: 1999 } as const;
  const declined = { status: 'declined', orderId, reason: 'reversed', amountCents: 1999 } as const;
  /** The possible states after a sweep or a refund request, for any response of the acquirer. */
  const endsOf = (state: PaymentState): PaymentState[] => {
    if (refundStep({ state }) !== 'give_back') return [state];
    const known = payment(state);
    const outcomes = state === 'requested' ? [withOutcome(known, declined)] : [];
    return [...outcomes, withRefund(known, captured.captureId, 'ref_1')].map((end) => end.state);
  };

  it('can leave each intermediate state without an earlier message', () => {
    expect(Object.fromEntries(paymentStates.map((state) => [state, endsOf(state)]))).toEqual({
      requested: ['declined', 'refunded'],
      settled: ['refunded'],
      declined: ['declined'],
      refunded: ['refunded'],
      void: ['void'],
    });
  });

  it('is settled by a capture and declined by a decline', () => {
    const captured = { status: 'captured', orderId, captureId: 'cap_1', amountCents: 1999 } as const;
    const declined = { status: 'declined', orderId, reason: 'do_not_honour', amountCents: 1999 } as const;
    expect(withOutcome(payment('requested'), captured)).toMatchObject({
      state: 'settled',
      captureId: 'cap_1',
    });
    expect(withOutcome(payment('requested'), declined)).toMatchObject({
      state: 'declined',
      reason: 'do_not_honour',
    });
  });

  it('has capture id and refund id after a refund', () => {
    const refunded = { state: 'refunded', captureId: 'cap_1', refundId: 'ref_1' };
    expect(withRefund(payment('settled'), 'cap_1', 'ref_1')).toMatchObject(refunded);
    expect(withRefund(payment('requested'), 'cap_1', 'ref_1')).toMatchObject(refunded);
  });
});
