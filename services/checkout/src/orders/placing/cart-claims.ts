import { Injectable } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';

/** Maximum wait for another request that orders the same cart, in milliseconds. */
const patienceMs = 5_000;

interface Claim {
  orderId: string;
  requests: number;
  placed: boolean;
  /** Resolves once the last of its requests has ended. */
  ended: Promise<void>;
  end: () => void;
}

/**
 * Claims of carts by orders that this process is placing. Concurrent requests with other keys wait for the result before
 * they reserve stock. Between processes, the unique column of the orders decides.
 */
@Injectable()
export class CartClaims {
  private readonly claims = new Map<string, Claim>();

  /** @throws DomainError `cart_ordered` if the cart became another order, `overloaded` if the result is not known in time */
  async during<T>(cartId: string, orderId: string, work: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + patienceMs;
    let claim = this.claims.get(cartId);
    while (claim && claim.orderId !== orderId) {
      await ended(claim, deadline);
      if (claim.placed) throw cartOrdered(cartId, claim.orderId);
      if (Date.now() >= deadline) throw beingOrdered(cartId);
      claim = this.claims.get(cartId);
    }
    // No await from here to the claim: two requests would both find the cart free.
    claim ??= claimOf(orderId);
    claim.requests++;
    this.claims.set(cartId, claim);
    try {
      const result = await work();
      claim.placed = true;
      return result;
    } finally {
      claim.requests--;
      if (claim.requests === 0) {
        this.claims.delete(cartId);
        claim.end();
      }
    }
  }
}

/** Resolves when the claim has ended, or at the deadline. */
async function ended(claim: Claim, deadline: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, deadline - Date.now())));
  await Promise.race([late, claim.ended]);
  clearTimeout(timer);
}

function claimOf(orderId: string): Claim {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { orderId, requests: 0, placed: false, ended, end };
}

/** The error while the result of the other order is open: it has no order id, and the client may retry with the same key. */
function beingOrdered(cartId: string): DomainError {
  return new DomainError(
    'overloaded',
    `cart ${cartId} is being ordered by another request: send this one again`,
  );
}

export function cartOrdered(cartId: string, orderId: string): DomainError {
  const what = `cart ${cartId} was ordered as ${orderId}: open a new cart, or wait until that order is cancelled`;
  return new DomainError('cart_ordered', what, { details: { orderId } });
}
