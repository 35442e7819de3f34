import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../config';
import { aShop, type AShop } from './a-shop';
import { buy } from './journey';
import { ShopClient } from './shop.client';

describe('a journey', () => {
  let shop: AShop;
  const never = new AbortController().signal;

  beforeEach(async () => {
    shop = await aShop();
  });
  afterEach(() => shop.close());

  const make = ({ stepDeadlineMs = 5_000, stopping = never } = {}) => {
    const { url } = shop;
    const config = {
      catalogUrl: url,
      cartUrl: url,
      checkoutUrl: url,
      syntheticToken: 'syn-1',
      stepDeadlineMs,
    };
    return buy(new ShopClient(config as Config), { stepDeadlineMs, stopping });
  };
  const refuses = async () => ({ status: 500, body: {} });
  const neverAnswers = () => new Promise<never>(() => undefined);

  it('goes from browsing to the confirmation, and waits while the order is pending', async () => {
    shop.states = [{ state: 'pending' }, { state: 'completed' }];
    expect(await make()).toMatchObject({ id: shop.orderId, state: 'completed' });
    const cart = expect.stringMatching(/^PUT \/carts\/[0-9a-f-]{36}\/items\/synthetic-sample$/) as string;
    const seen = `GET /orders/${shop.orderId}`;
    expect(shop.paths()).toEqual([
      'GET /products',
      'GET /products/synthetic-sample',
      'POST /carts',
      cart,
      'POST /orders',
      seen,
      seen,
    ]);
  });

  it('sends its own token everywhere, and orders as its own customer with a new idempotency key', async () => {
    await make();
    await make();
    for (const { headers } of shop.asked) expect(headers.authorization).toBe('Bearer syn-1');
    const orders = shop.asked.filter(({ path }) => path === 'POST /orders');
    for (const { body } of orders) expect(body).toMatchObject({ customerId: 'cus-synthetic' });
    expect(new Set(orders.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('succeeds if the acquirer declines', async () => {
    shop.states = [{ state: 'cancelled', reason: 'payment_declined' } as never];
    expect(await make()).toMatchObject({ state: 'cancelled' });
  });

  it('fails if the shop cancels the order because of a timeout', async () => {
    shop.states = [{ state: 'cancelled', reason: 'timeout' } as never];
    await expect(make()).rejects.toMatchObject({
      step: 'confirmation',
      message: 'confirmation: the order is cancelled: timeout',
    });
  });

  it('fails if the shop lists no products', async () => {
    const empty = { items: [], total: 0, page: 1, pageSize: 20 };
    shop.answers['GET /products'] = async () => ({ status: 200, body: empty });
    await expect(make()).rejects.toMatchObject({ step: 'browse' });
  });

  it.each([
    ['browse', 'GET /products'],
    ['product', 'GET /products/synthetic-sample'],
    ['cart', 'POST /carts'],
    ['checkout', 'POST /orders'],
  ])('ends at %s when %s fails, and names it', async (step, path) => {
    shop.answers[path] = refuses;
    await expect(make()).rejects.toMatchObject({ name: 'JourneyFailed', step });
    expect(shop.paths().at(-1)).toBe(path);
  });

  it('fails a step without a response at its deadline', async () => {
    shop.answers['POST /carts'] = neverAnswers;
    await expect(make({ stepDeadlineMs: 1_000 })).rejects.toMatchObject({
      step: 'cart',
      message: 'cart: cart did not answer within 1000 ms',
    });
  });

  it('fails the confirmation at its deadline', async () => {
    shop.states = [{ state: 'pending' }];
    await expect(make({ stepDeadlineMs: 1_000 })).rejects.toMatchObject({
      message: 'confirmation: the order is still pending',
    });
  });

  it('ends at once if the service stops', async () => {
    const stopping = new AbortController();
    shop.answers['POST /orders'] = () => {
      stopping.abort();
      return neverAnswers();
    };
    await expect(make({ stopping: stopping.signal })).rejects.toMatchObject({ step: 'checkout' });
  });
});
