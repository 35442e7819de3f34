import { type Cart, cart } from '@webstore/contracts';
import type { JsonClient } from '@webstore/http';
import { z } from 'zod';

export class CartClient {
  constructor(private readonly http: JsonClient) {}

  /** @throws DomainError `not_found`, `upstream_unavailable` */
  read(cartId: string, authorization?: string): Promise<Cart> {
    return this.http.get(`/carts/${cartId}`, cart, { authorization });
  }

  check(): Promise<unknown> {
    return this.http.get('/health/live', z.object({ status: z.literal('ok') }));
  }
}
