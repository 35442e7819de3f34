import { randomUUID } from 'node:crypto';
import { demoCustomerId, order, problem, session, syntheticCustomerId } from '@webstore/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from './start-checkout';

describe('customers', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterAll(() => checkout.stop());

  const json = (body: object) => ({
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  });
  const logIn = (customerId: string) => checkout.callWith('', '/sessions', json({ customerId }));
  const idsOf = async (answer: Response) =>
    order
      .array()
      .parse(await answer.json())
      .map(({ id, customerId }) => ({ id, customerId }));

  it('log in with only their id, and get their own token', async () => {
    const answer = await logIn('cus-jp-010');
    expect(answer.status).toBe(201);
    const { token, customerId, expiresAt } = session.parse(await answer.json());
    expect(customerId).toBe('cus-jp-010');
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 11 * 3600 * 1000);
    const placed = await checkout.callWith(token, '/orders', json({ cartId: checkout.aCart() }));
    expect(order.parse(await placed.json())).toMatchObject({ customerId: 'cus-jp-010', country: 'JP' });
  });

  it.each([
    ['with an unknown id', 'cus-jp-999', 404],
    ['of the synthetic checks', syntheticCustomerId, 404],
    ['without an id', '', 400],
    ['with an id that PostgreSQL cannot store', 'cus-\u0000', 400],
  ])('are refused %s', async (_, customerId, status) => {
    expect((await logIn(customerId)).status).toBe(status);
  });

  it('own the reservations of orders that an admin places for them', async () => {
    const request = json({ cartId: checkout.aCart(), customerId: 'cus-de-005' });
    const answer = await checkout.call('admin', '/orders', request);
    expect(answer.status).toBe(201);
    const { id } = order.parse(await answer.json());
    expect(checkout.neighbours.customers.get(id)).toBe('cus-de-005');
  });

  it('see only their own orders; others appear not to exist', async () => {
    const id = await checkout.place('cus-de-004');
    expect((await checkout.call('tester', `/orders/${id}`)).status).toBe(200);
    expect((await checkout.call('admin', `/orders/${id}`)).status).toBe(200);
    const foreign = await checkout.call('other', `/orders/${id}`);
    expect(foreign.status).toBe(404);
    expect(problem.parse(await foreign.json()).detail).toBe(`there is no order ${id}`);
    expect((await checkout.call('synthetic', `/orders/${id}`)).status).toBe(404);

    const own = await checkout.place('cus-fr-003');
    const listed = await idsOf(await checkout.call('other', '/orders?limit=500'));
    expect(listed).toContainEqual({ id: own, customerId: 'cus-fr-003' });
    expect(new Set(listed.map(({ customerId }) => customerId))).toEqual(new Set(['cus-fr-003']));
    const all = await idsOf(await checkout.call('tester', '/orders?limit=500'));
    expect(all.map((each) => each.id)).toEqual(expect.arrayContaining([id, own]));
  });

  it('order only for themselves; another id appears not to exist', async () => {
    const asked = { cartId: checkout.aCart(), customerId: 'cus-de-004' };
    const before = checkout.neighbours.reservations.size;
    const foreign = await checkout.call('other', '/orders', json(asked));
    const unknown = await checkout.call('other', '/orders', json({ ...asked, customerId: 'cus-xx-999' }));
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(problem.parse(await foreign.json()).detail).toBe('there is no customer cus-de-004');
    expect(checkout.neighbours.reservations.size).toBe(before);
  });

  it('have separate idempotency keys: one key of two customers creates two orders', async () => {
    const key = randomUUID();
    const [first, second] = await Promise.all(
      ['cus-de-004', 'cus-fr-003'].map((id) => checkout.post(checkout.aCart(), key, id)),
    );
    expect([first!.status, second!.status]).toEqual([201, 201]);
    const [one, two] = [order.parse(await first!.json()), order.parse(await second!.json())];
    expect(one.id).not.toBe(two.id);
  });

  it('can be named by an admin; USER_TOKEN is one of them', async () => {
    const cartId = checkout.aCart();
    const named = await checkout.call('admin', '/orders', json({ cartId, customerId: 'cus-de-004' }));
    expect(order.parse(await named.json()).customerId).toBe('cus-de-004');
    expect((await checkout.call('admin', '/orders', json({ cartId: checkout.aCart() }))).status).toBe(400);
    const demo = await checkout.call('user', '/orders', json({ cartId: checkout.aCart() }));
    expect(order.parse(await demo.json()).customerId).toBe(demoCustomerId);
  });
});
