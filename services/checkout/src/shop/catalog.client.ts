import { type OrderLine, type Reservation, reservation } from '@webstore/contracts';
import type { JsonClient } from '@webstore/http';
import { z } from 'zod';

export class CatalogClient {
  /** @param reservationMs how long setting stock aside may take */
  constructor(
    private readonly http: JsonClient,
    private readonly reservationMs: number,
  ) {}

  /**
   * Sets stock aside for an order. Asked again, it answers what it answered before, prices included.
   * @param customerId whose order it is: an admin may have placed it
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

  /** Gives back what was set aside for an order that is not placed after all. */
  giveBack(orderId: string, authorization?: string): Promise<Reservation> {
    return this.http.delete(`/reservations/${orderId}`, reservation, { authorization });
  }

  check(): Promise<unknown> {
    return this.http.get('/health/live', z.object({ status: z.literal('ok') }));
  }
}
