import { type Line, type Reservation, reservation } from '@webstore/contracts';
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
   * @throws DomainError `out_of_stock`, `upstream_unavailable`
   */
  reserve(orderId: string, items: readonly Line[], authorization?: string): Promise<Reservation> {
    const lines = items.map(({ productId, quantity }) => ({ productId, quantity }));
    const options = { authorization, timeoutMs: this.reservationMs };
    return this.http.put(`/reservations/${orderId}`, { lines }, reservation, options);
  }

  check(): Promise<unknown> {
    return this.http.get('/health/live', z.object({ status: z.literal('ok') }));
  }
}
