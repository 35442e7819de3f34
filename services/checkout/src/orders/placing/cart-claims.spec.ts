import { afterEach, describe, expect, it, vi } from 'vitest';
import { CartClaims } from './cart-claims';

function pending() {
  let [resolve, reject] = [(_: string) => {}, (_: Error) => {}];
  const promise = new Promise<string>((...functions) => ([resolve, reject] = functions));
  return { promise, resolve, reject };
}
const named = (orderId: string) => ({ slug: 'cart_ordered', details: { orderId } });

describe('a cart that is being ordered', () => {
  afterEach(() => vi.useRealTimers());

  it('is refused to other orders, with the id of the placed order', async () => {
    const sut = new CartClaims();
    const { promise, resolve } = pending();
    const first = sut.during('cart', 'order-1', () => promise);
    const work = vi.fn(async () => 'placed');
    const others = ['order-2', 'order-3'].map((id) => sut.during('cart', id, work));
    expect(await sut.during('another cart', 'order-4', async () => 'placed')).toBe('placed');
    resolve('placed');
    await first;
    for (const other of others) await expect(other).rejects.toMatchObject(named('order-1'));
    expect(work).not.toHaveBeenCalled();
  });

  it('is available to another order if the first one fails', async () => {
    const sut = new CartClaims();
    const { promise, reject } = pending();
    const first = sut.during('cart', 'order-1', () => promise);
    const others = ['order-2', 'order-3'].map((id) => sut.during('cart', id, async () => id));
    reject(new Error('sold out'));
    await expect(first).rejects.toThrow('sold out');
    expect(await others[0]).toBe('order-2');
    await expect(others[1]).rejects.toMatchObject(named('order-2'));
  });

  it('accepts more requests of the same order, and is claimed until the last of them has ended', async () => {
    const sut = new CartClaims();
    const [slow, fast] = [pending(), pending()];
    const requests = [slow, fast].map(({ promise }) => sut.during('cart', 'order-1', () => promise));
    fast.resolve('placed');
    expect(await requests[1]).toBe('placed');
    const other = sut.during('cart', 'order-2', async () => 'placed');
    slow.resolve('placed');
    await requests[0];
    await expect(other).rejects.toMatchObject(named('order-1'));
  });

  it('is refused without an order id if the first request takes too long', async () => {
    vi.useFakeTimers();
    const sut = new CartClaims();
    const { promise } = pending();
    void sut.during('cart', 'order-1', () => promise);
    const refused = expect(sut.during('cart', 'order-2', async () => 'placed')).rejects.toMatchObject({
      slug: 'overloaded',
      details: undefined,
    });
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
  });
});
