import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from '@webstore/contracts';
import { exposition } from '@webstore/telemetry';
import { describe, expect, it, vi } from 'vitest';
import { JourneyRounds } from './journey-rounds';
import { JourneysJournal } from './journeys.journal';
import type { ShopClient } from './shop.client';

const order = { id: 'o-1', state: 'completed' } as Order;

/** A shop in which every step succeeds at once, but for what a test says. */
const aShop = (steps: Partial<ShopClient> = {}) =>
  ({
    browse: async () => undefined,
    product: async () => ({ id: 'p-1' }),
    fillCart: async () => 'c-1',
    order: async () => order,
    confirmation: async () => order,
    ...steps,
  }) as ShopClient;

const rounds = (shop: ShopClient) =>
  new JourneyRounds({ journeyEveryMs: 10, stepDeadlineMs: 1_000 }, shop, new JourneysJournal());

async function counted(result: string, step: string): Promise<number> {
  const { body } = await exposition();
  const series = `webstore_synthetic_journeys_total{result="${result}",step="${step}"} `;
  return Number(
    body
      .split('\n')
      .find((line) => line.startsWith(series))
      ?.slice(series.length)
      .split(' ')[0],
  );
}

describe('journeys, one after the other', () => {
  it('can all be asked for before the first', async () => {
    expect(await counted('completed', 'confirmation')).toBe(0);
    for (const step of ['browse', 'product', 'cart', 'checkout', 'confirmation']) {
      expect(await counted('failed', step)).toBe(0);
    }
  });

  it('go on after one that failed, and count each by where it ended', async () => {
    const before = await counted('completed', 'confirmation');
    const browse = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('nobody there'));
    const sut = rounds(aShop({ browse }));
    sut.onApplicationBootstrap();
    await expect.poll(() => counted('completed', 'confirmation')).toBeGreaterThan(before);
    await sut.beforeApplicationShutdown();
    expect(await counted('failed', 'browse')).toBe(1);
  });

  it('are never two at once, however long one takes', async () => {
    let [now, most, made] = [0, 0, 0];
    const browse = async () => {
      most = Math.max(most, ++now);
      // Longer than from one start to the next.
      await pause(35);
      now--;
      made++;
    };
    const sut = rounds(aShop({ browse }));
    sut.onApplicationBootstrap();
    await expect.poll(() => made).toBeGreaterThanOrEqual(3);
    await sut.beforeApplicationShutdown();
    expect(most).toBe(1);
  });

  it('end with the service, and the one that was broken off is in no figure', async () => {
    const failed = await counted('failed', 'confirmation');
    const began = vi.fn();
    const confirmation = (_: string, signal: AbortSignal) => {
      began();
      return new Promise<Order>((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('x'))),
      );
    };
    const sut = rounds(aShop({ confirmation }));
    sut.onApplicationBootstrap();
    await expect.poll(() => began.mock.calls.length).toBe(1);
    await sut.beforeApplicationShutdown();
    expect(await counted('failed', 'confirmation')).toBe(failed);
    expect(began).toHaveBeenCalledOnce();
  });
});
