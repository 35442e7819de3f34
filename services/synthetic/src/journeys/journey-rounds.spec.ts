import type { Order } from '@webstore/contracts';
import { exposition } from '@webstore/telemetry';
import { describe, expect, it, vi } from 'vitest';
import { JourneyRounds } from './journey-rounds';
import { JourneysJournal } from './journeys.journal';
import type { ShopClient } from './shop.client';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

// The pause between two starts is over at once.
vi.mock('node:timers/promises', () => ({ setTimeout: () => turn() }));

const order = { id: 'o-1', state: 'completed' } as Order;

/** A fake shop in which every step succeeds at once, with overrides. */
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
  new JourneyRounds({ journeyEveryMs: 10, stepDeadlineMs: 60_000 }, shop, new JourneysJournal());

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

describe('successive journeys', () => {
  it('have metrics before the first one', async () => {
    expect(await counted('completed', 'confirmation')).toBe(0);
    for (const step of ['browse', 'product', 'cart', 'checkout', 'confirmation']) {
      expect(await counted('failed', step)).toBe(0);
    }
  });

  it('continue after a failed one, and count each by its last step', async () => {
    const before = await counted('completed', 'confirmation');
    const browse = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('connection refused'));
    const sut = rounds(aShop({ browse }));
    sut.onApplicationBootstrap();
    await expect.poll(() => counted('completed', 'confirmation')).toBeGreaterThan(before);
    await sut.beforeApplicationShutdown();
    expect(await counted('failed', 'browse')).toBe(1);
  });

  it('never overlap, even if one is slow', async () => {
    const ends: (() => void)[] = [];
    const browse = () => new Promise<undefined>((resolve) => ends.push(() => resolve(undefined)));
    const sut = rounds(aShop({ browse }));
    sut.onApplicationBootstrap();
    for (const begun of [1, 2, 3]) {
      await expect.poll(() => ends.length).toBe(begun);
      // In each of these turns another journey would begin if it did not wait for this one.
      for (let turns = 0; turns < 10; turns++) await turn();
      expect(ends).toHaveLength(begun);
      if (begun < 3) ends.at(-1)!();
    }
    const stopped = sut.beforeApplicationShutdown();
    ends.at(-1)!();
    await stopped;
    expect(ends).toHaveLength(3);
  });

  it('end with the service, which does not count an aborted one', async () => {
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
