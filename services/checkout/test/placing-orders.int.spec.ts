import { randomUUID } from 'node:crypto';
import { order, orderPlaced, problem, syntheticCustomerId, topics } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { orderIdOf } from '../src/orders/placing/order-id';
import { type Checkout, startCheckout } from './start-checkout';

const soon = () => new Date(Date.now() + 60_000).toISOString();

describe('placing an order', () => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await startCheckout();
  });
  afterEach(() => {
    Object.assign(checkout.neighbours, { soldOut: false, down: false, beforeCart: async () => {} });
  });
  afterAll(() => checkout.stop());

  const refusal = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    return problem.parse(await answer.json());
  };

  it('creates one order and one event for twenty requests with one key', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => checkout.post(cart, key)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(19).fill(200), 201]);
    const orders = await Promise.all(answers.map(async (answer) => order.parse(await answer.json())));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(1);
    expect(await checkout.topicsOf(orders[0]!.id)).toEqual([topics.orderPlaced]);
    for (const answer of answers) {
      expect(answer.headers.get('location')).toBe(`/orders/${orders[0]!.id}`);
      expect(answer.headers.get('idempotent-replayed')).toBe(answer.status === 200 ? 'true' : null);
    }
  });

  it('takes lines and prices from the reservation, and the customer from its own database', async () => {
    checkout.neighbours.tokens.clear();
    const answer = await checkout.post(checkout.aCart(), undefined, 'cus-br-008');
    const placed = order.parse(await answer.json());
    expect(placed).toMatchObject({ state: 'pending', country: 'BR', segment: 'vip', totalCents: 4_900 });
    const [event] = await checkout.said(placed.id);
    expect(orderPlaced.parse(event!.value)).toMatchObject({
      amountCents: 4_900,
      country: 'BR',
      lines: placed.lines,
    });
    const [passedOn, ...others] = checkout.neighbours.tokens;
    expect(others).toEqual([]);
    expect(checkout.customerOf(passedOn)).toBe('cus-br-008');
  });

  it('publishes the event to Kafka', async () => {
    const messages = await checkout.kafka.consume(topics.orderPlaced);
    const id = await checkout.place();
    const message = await eventually(() => {
      const found = messages.find(({ key }) => key === id);
      expect(found).toBeDefined();
      return found!;
    });
    expect(message.headers).toMatchObject({ ce_type: topics.orderPlaced, ce_source: '/webstore/checkout' });
  });

  it('refuses the same key with another cart', async () => {
    const key = randomUUID();
    await checkout.post(checkout.aCart(), key);
    const answer = await checkout.post(checkout.aCart(), key);
    expect(answer.status).toBe(422);
    expect((await refusal(answer)).type).toBe('urn:webstore:problem:idempotency_key_reused');
  });

  it('accepts only one of two carts that race with one key', async () => {
    const key = randomUUID();
    const carts = [checkout.aCart(), checkout.aCart()];
    const answers = await Promise.all(carts.map((cart) => checkout.post(cart, key)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
  });

  it('returns the order of a faster request, even if the cart is now empty', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    let overtaken = false;
    checkout.neighbours.beforeCart = async () => {
      if (overtaken) return;
      overtaken = true;
      expect((await checkout.post(cart, key)).status).toBe(201);
      checkout.neighbours.carts.set(cart, []);
    };
    expect((await checkout.post(cart, key)).status).toBe(200);
  });

  it('refuses a cart that changed since its key was first used', async () => {
    const [cart, key] = [checkout.aCart(), randomUUID()];
    const orderId = orderIdOf('cus-de-004', key);
    const lines = [{ productId: 'mug', quantity: 1, unitPriceCents: 900 }];
    checkout.neighbours.reservations.set(orderId, { orderId, state: 'held', lines, expiresAt: soon() });
    const answer = await checkout.post(cart, key);
    expect(answer.status).toBe(409);
    expect((await refusal(answer)).detail).toContain('order with a new key');
  });

  it.each([
    ['no key', 400, 'invalid_request', () => checkout.post(checkout.aCart(), '')],
    ['a key too long', 400, 'invalid_request', () => checkout.post(checkout.aCart(), 'k'.repeat(129))],
    ['no cart id', 400, 'invalid_request', () => checkout.post('mine')],
    ['an unknown cart', 404, 'not_found', () => checkout.post(randomUUID())],
    ['an unknown customer', 404, 'not_found', () => checkout.post(checkout.aCart(), undefined, 'cus-de-999')],
  ] as const)('refuses %s: %i %s', async (_, status, slug, request) => {
    const answer = await request();
    expect(answer.status).toBe(status);
    expect((await refusal(answer)).type).toBe(`urn:webstore:problem:${slug}`);
  });

  it('reports an empty cart, a stock shortage and an upstream outage', async () => {
    const cart = checkout.aCart();
    checkout.neighbours.soldOut = true;
    expect(await refusal(await checkout.post(cart))).toMatchObject({
      status: 409,
      detail: 'out_of_stock here',
    });
    checkout.neighbours.down = true;
    expect(await refusal(await checkout.post(cart))).toMatchObject({ status: 503 });
    checkout.neighbours.down = false;
    checkout.neighbours.carts.set(cart, []);
    expect((await refusal(await checkout.post(cart))).type).toBe('urn:webstore:problem:cart_empty');
  });

  it('lets a tester read but not order', async () => {
    for (const query of ['', '?state=pending&limit=2']) {
      expect((await checkout.call('tester', `/orders${query}`)).status).toBe(200);
    }
    expect((await checkout.call('tester', '/orders', { method: 'POST' })).status).toBe(403);
  });

  it('has ten customers in each of eight countries, in four segments', async () => {
    const all = (await (await checkout.call('user', '/customers')).json()) as { segment: string }[];
    expect(all).toHaveLength(80);
    expect(new Set(all.map(({ segment }) => segment)).size).toBe(4);
    const japan = (await (await checkout.call('user', '/customers?country=JP')).json()) as { id: string }[];
    expect(japan.map(({ id }) => id)).toContain('cus-jp-010');
    expect(all).not.toContainEqual(expect.objectContaining({ id: syntheticCustomerId }));
  });
});
