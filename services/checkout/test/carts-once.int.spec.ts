import { randomUUID } from 'node:crypto';
import { order, problem } from '@webstore/contracts';
import { Outbox } from '@webstore/messaging';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomersRepository } from '../src/customers/customers.repository';
import { CartClaims } from '../src/orders/placing/cart-claims';
import { OrdersJournal } from '../src/orders/orders.journal';
import { OrdersRepository } from '../src/orders/orders.repository';
import { PlaceOrderService } from '../src/orders/placing/place-order.service';
import { CartClient } from '../src/shop/cart.client';
import { CatalogClient } from '../src/shop/catalog.client';
import { type Checkout, startCheckout } from './start-checkout';

/** The order placement of another instance, which shares only the database with this one. */
const otherProcess = (app: Checkout['app']) =>
  new PlaceOrderService(
    app.get(OrdersRepository),
    app.get(CustomersRepository),
    app.get(CartClient),
    app.get(CatalogClient),
    app.get(Outbox),
    app.get(OrdersJournal),
    new CartClaims(),
    app.get(DataSource),
  );

describe('a cart', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterAll(() => checkout.stop());

  const held = () => [...checkout.neighbours.reservations.values()].filter(({ state }) => state === 'held');
  const refusal = async (answer: Response) => problem.parse(await answer.json());
  /** Expects one order, and its id in every other response. */
  const expectOneOrder = async (answers: Response[]) => {
    const [placed, ...more] = answers.filter(({ status }) => status === 201);
    expect(more).toEqual([]);
    const { id } = order.parse(await placed!.json());
    for (const answer of answers.filter((other) => other !== placed)) {
      expect(await refusal(answer)).toMatchObject({
        type: 'urn:webstore:problem:cart_ordered',
        status: 409,
        detail: expect.stringContaining(id),
        orderId: id,
      });
    }
    return id;
  };

  it('is ordered once by fifty concurrent keys, and no other stock stays reserved', async () => {
    // Opens the connections in advance: they are slow on a busy machine, and this test does not measure the wait.
    const runners = Array.from({ length: 20 }, () => checkout.database.createQueryRunner());
    await Promise.allSettled(runners.map((runner) => runner.connect()));
    await Promise.all(runners.map((runner) => runner.release()));
    const cart = checkout.aCart();
    const before = held().length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => checkout.post(cart)));
    await expectOneOrder(answers);
    expect(held()).toHaveLength(before + 1);
  });

  it('is ordered once by two processes, and the reservation of the slower one is released at once', async () => {
    const { app, neighbours } = checkout;
    const cart = checkout.aCart();
    const before = held().length;
    // Both reserve stock before either writes its order.
    let go = () => {};
    const both = new Promise<void>((resolve) => (go = resolve));
    let reserved = 0;
    neighbours.afterReservation = async () => {
      if (++reserved === 2) go();
      await both;
    };
    const outcomes = [otherProcess(app), otherProcess(app)].map((process) =>
      process.place({ cartId: cart, customerId: 'cus-de-004' }, randomUUID(), 'Bearer user-token-123').then(
        ({ order: { id } }) => ({ placed: id }),
        (error: unknown) => ({ refused: error }),
      ),
    );
    const [placed, refused] = (await Promise.all(outcomes)).toSorted((a) => ('placed' in a ? -1 : 1));
    neighbours.afterReservation = async () => {};
    expect(placed).toEqual({ placed: expect.any(String) });
    const details = { orderId: (placed as { placed: string }).placed };
    expect(refused).toMatchObject({ refused: { slug: 'cart_ordered', details } });
    expect(held()).toHaveLength(before + 1);
  });

  it('can be ordered again after a cancellation, but not after completion or refund', async () => {
    const cart = checkout.aCart();
    const first = order.parse(await (await checkout.post(cart)).json());
    expect(await refusal(await checkout.post(cart))).toMatchObject({ orderId: first.id });
    await checkout.decline(first.id);
    await checkout.waitFor(first.id, 'cancelled');
    const second = await expectOneOrder([await checkout.post(cart)]);
    await checkout.settle(second);
    await checkout.waitFor(second, 'completed');
    expect(await refusal(await checkout.post(cart))).toMatchObject({ orderId: second });
    await checkout.refunded(second);
    await checkout.waitFor(second, 'refunded');
    expect(await refusal(await checkout.post(cart))).toMatchObject({ orderId: second });
  });

  it('that was ordered still returns its order for the same key', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    const id = await expectOneOrder([await checkout.post(cart, key)]);
    await checkout.post(cart);
    const again = await checkout.post(cart, key);
    expect(again.status).toBe(200);
    expect(order.parse(await again.json()).id).toBe(id);
  });

  it('can be ordered with another key if the first attempt failed', async () => {
    const cart = checkout.aCart();
    checkout.neighbours.soldOut = true;
    expect((await checkout.post(cart)).status).toBe(409);
    checkout.neighbours.soldOut = false;
    await expectOneOrder([await checkout.post(cart)]);
  });
});
