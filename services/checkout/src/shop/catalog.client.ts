import { type OrderLine, type Reservation, reservation } from '@webstore/contracts';
import type { JsonClient } from '@webstore/http';
import { z } from 'zod';

export class CatalogClient {
  /** @param reservationMs timeout of a reservation, in milliseconds */
  constructor(
    private readonly http: JsonClient,
    private readonly reservationMs: number,
  ) {}

  /**
   * Reserves stock for an order. A repeated call returns the same reservation, including prices.
   * @param customerId customer of the order, because an admin may place it
   * @param items with the prices that the customer saw
   * @throws DomainError `out_of_stock`, `price_changed`, `upstream_unavailable`
   */
  reserve(
    orderId: string,
    customerId: string,
    items: readonly OrderLine[],
    authorization?: string,
  ): Promise<Reservation> {
    const lines = items.map(({ productId, quantity, unitPriceCents }) => ({
      productId,
      quantity,
      unitPriceCents,
    }));
    const options = { authorization, timeoutMs: this.reservationMs };
    return this.http.put(`/reservations/${orderId}`, { lines, customerId }, reservation, options);
  }

  /** Releases the reservation of an order that was not placed. */
  giveBack(orderId: string, authorization?: string): Promise<Reservation> {
    return this.http.delete(`/reservations/${orderId}`, reservation, { authorization });
  }

  check(): Promise<unknown> {
    return this.http.get('/health/live', z.object({ status: z.literal('ok') }));
  }
}
