import { setTimeout as pause } from 'node:timers/promises';
import { problem } from '@webstore/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

describe('an order whose stock is not set aside in time', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout({ reservationTimeoutMs: 50, problemStatus: '200' });
    checkout.neighbours.afterReservation = () => pause(500);
  });
  afterAll(() => checkout.stop());

  it('comes to nothing, and is answered by a problem with the status that clients are to see', async () => {
    const answer = await checkout.post(checkout.aCart());
    expect(answer.status).toBe(200);
    expect(problem.parse(await answer.json())).toMatchObject({
      status: 503,
      detail: 'catalog did not answer within 50 ms',
    });
    expect(checkout.neighbours.reservations.size).toBe(1);
    const orders = await (await checkout.call('admin', '/orders')).json();
    expect(orders).toEqual([]);
  });
});
