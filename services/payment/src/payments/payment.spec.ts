import { type PaymentState, paymentStates } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { chargeStep, type PaymentRecord, refundStep, voided, withOutcome, withRefund } from './payment';

const orderId = '6f1c2d3e-0000-5000-8000-000000000000';
const payment = (state: PaymentState, attempted = true): PaymentRecord => ({
  state,
  attempted,
  amountCents: 1999,
  captureId: state === 'settled' ? 'cap_1' : null,
  refundId: null,
  reason: null,
});

describe('an order to be charged', () => {
  it.each([
    ['requested', true, 'charge'],
    ['settled', true, 'answer'],
    ['declined', true, 'answer'],
    ['refunded', true, 'answer'],
    ['void', false, 'decline'],
    ['void', true, 'return'],
  ] as const)('whose payment is %s (attempted: %s): %s', (state, attempted, step) => {
    expect(chargeStep(payment(state, attempted))).toBe(step);
  });
});

describe('money to go back', () => {
  it.each([
    ['requested', 'find_out'],
    ['settled', 'give_back'],
    ['declined', 'nothing'],
    ['refunded', 'nothing'],
    ['void', 'nothing'],
  ] as const)('of a payment that is %s: %s', (state, step) => {
    expect(refundStep(payment(state))).toBe(step);
  });

  it('has an answer for every state', () => {
    for (const state of paymentStates) expect(refundStep(payment(state))).toBeTruthy();
  });
});

describe('a payment', () => {
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

  it('keeps its capture when it is refunded', () => {
    const refund = { orderId, refundId: 'ref_1', amountCents: 1999 };
    const refunded = { state: 'refunded', captureId: 'cap_1', refundId: 'ref_1' };
    expect(withRefund(payment('settled'), refund)).toMatchObject(refunded);
    expect(withRefund(payment('void'), refund, 'cap_1')).toMatchObject(refunded);
  });

  it('that was attempted stays so when it is voided', () => {
    expect(voided(payment('requested'))).toMatchObject({ state: 'void', attempted: true });
  });
});
