import { Injectable } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';

/** How long a request waits for what becomes of another that orders the same cart, in milliseconds. */
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
 * Which order each cart is being made into by this process. Requests with other keys that come meanwhile wait for what
 * becomes of it, before they set stock aside. Between processes the unique column of the orders decides.
 */
@Injectable()
export class CartClaims {
  private readonly claims = new Map<string, Claim>();

  /** @throws DomainError `cart_ordered` when the cart was made into another order, `overloaded` when that is not known in time */
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

/** Whether the other order comes to be is open: it is not named, and the same key may be sent again. */
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
