import { randomUUID } from 'node:crypto';
import { order, problem } from '@webstore/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

const shownCents = 2_450;
const presentCents = 5_000;
const changed = {
  type: 'urn:webstore:problem:price_changed',
  status: 409,
  priceChanges: [{ productId: 'moka-pot', shownCents, presentCents }],
};

describe('an order whose price changed after the customer saw it', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterEach(() => {
    Object.assign(checkout.neighbours, { unitPriceCents: shownCents, comparesPrices: true });
  });
  afterAll(() => checkout.stop());

  const refusal = async (answer: Response) => problem.parse(await answer.json());
  const held = () =>
    [...checkout.neighbours.reservations.values()].filter(({ state }) => state === 'held').length;
  /** Updates the cart to the current price, as when the item is added again. */
  const putAgain = (cart: string) => {
    const item = { productId: 'moka-pot', quantity: 2, name: 'Moka pot', unitPriceCents: presentCents };
    checkout.neighbours.carts.set(cart, [item]);
  };

  it.each([
    ['a new key', () => randomUUID()],
    ['the same key', (key: string) => key],
  ])('is refused with both prices, and placed once the customer accepts, with %s', async (_, next) => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    checkout.neighbours.unitPriceCents = presentCents;
    expect(await refusal(await checkout.post(cart, key))).toMatchObject(changed);
    putAgain(cart);
    const answer = await checkout.post(cart, next(key));
    expect(order.parse(await answer.json())).toMatchObject({ totalCents: 2 * presentCents });
  });

  it('is refused even if catalog does not compare prices, and its reservation is released at once', async () => {
    const cart = checkout.aCart();
    const before = held();
    Object.assign(checkout.neighbours, { unitPriceCents: presentCents, comparesPrices: false });
    expect(await refusal(await checkout.post(cart))).toMatchObject(changed);
    expect(held()).toBe(before);
  });

  it('is refused if the page showed a different cart', async () => {
    const cart = checkout.aCart();
    const [line] = checkout.neighbours.carts.get(cart)!;
    putAgain(cart);
    checkout.neighbours.unitPriceCents = presentCents;
    const { productId, quantity, unitPriceCents } = line!;
    const expectedLines = [{ productId, quantity, unitPriceCents }];
    expect(await refusal(await checkout.post(cart, undefined, undefined, { expectedLines }))).toMatchObject(
      changed,
    );
    const expectedTotalCents = 2 * shownCents;
    expect(
      await refusal(await checkout.post(cart, undefined, undefined, { expectedTotalCents })),
    ).toMatchObject({
      status: 409,
      total: { shownCents: expectedTotalCents, presentCents: 2 * presentCents },
    });
    const seen = { expectedTotalCents: 2 * presentCents };
    expect((await checkout.post(cart, undefined, undefined, seen)).status).toBe(201);
  });

  it('is returned for the same key after any price change', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    expect((await checkout.post(cart, key)).status).toBe(201);
    checkout.neighbours.unitPriceCents = presentCents;
    putAgain(cart);
    const again = await checkout.post(cart, key, undefined, { expectedTotalCents: 2 * presentCents });
    expect(again.status).toBe(200);
    expect(order.parse(await again.json())).toMatchObject({ totalCents: 2 * shownCents });
  });
});
