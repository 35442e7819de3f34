import type { Order } from '@webstore/contracts';
import { inSpan } from '@webstore/telemetry';
import type { ShopClient } from './shop.client';
import { JourneyFailed, type Step } from './step';

export interface Patience {
  /** Deadline of each step, in milliseconds. */
  stepDeadlineMs: number;
  /** Aborts the journey. */
  stopping: AbortSignal;
}

/**
 * Runs a complete purchase, from browsing to the confirmation.
 *
 * @throws JourneyFailed with the failed step
 */
export async function buy(shop: ShopClient, patience: Patience): Promise<Order> {
  const take = <T>(step: Step, work: (signal: AbortSignal) => Promise<T>) => takeStep(step, work, patience);
  await take('browse', (signal) => shop.browse(signal));
  const product = await take('product', (signal) => shop.product(signal));
  const cartId = await take('cart', (signal) => shop.fillCart(product.id, signal));
  const { id } = await take('checkout', (signal) => shop.order(cartId, signal));
  return take('confirmation', (signal) => shop.confirmation(id, signal));
}

function takeStep<T>(
  step: Step,
  work: (signal: AbortSignal) => Promise<T>,
  { stepDeadlineMs, stopping }: Patience,
): Promise<T> {
  return inSpan(step, async () => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(stepDeadlineMs)]);
    try {
      return await work(signal);
    } catch (cause) {
      throw new JourneyFailed(step, cause);
    }
  });
}
