import { problem } from '@webstore/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

describe('an order whose reservation times out', () => {
  let checkout: Checkout;
  let answerReservation = () => {};

  beforeAll(async () => {
    checkout = await startCheckout({ reservationTimeoutMs: 50, problemStatus: '200' });
    const isOver = new Promise<void>((resolve) => (answerReservation = resolve));
    checkout.neighbours.afterReservation = () => isOver;
  });
  afterAll(async () => {
    answerReservation();
    await checkout.stop();
  });

  it('is not placed, and the response is a problem with the configured status', async () => {
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
