import {
  type CaptureOutcome,
  captureOutcome,
  type CaptureRequest,
  DomainError,
  type RefundOutcome,
  refundOutcome,
} from '@webstore/contracts';
import type { JsonClient } from '@webstore/http';
import { outsideTheWalls } from '@webstore/telemetry';
import { z } from 'zod';

/**
 * The bank. It is outside our walls: no trace context and no baggage goes there. Every call may end with
 * DomainError `upstream_unavailable`; whether the bank acted is then unknown.
 */
export class AcquirerClient {
  constructor(private readonly http: JsonClient) {}

  /** Asking twice captures once: the bank answers the outcome that it has for the order. */
  capture(request: CaptureRequest): Promise<CaptureOutcome> {
    return outsideTheWalls(() => this.http.post('/captures', request, captureOutcome));
  }

  /** What became of an order's capture; undefined when the bank has never heard of it. */
  outcomeOf(orderId: string): Promise<CaptureOutcome | undefined> {
    return outsideTheWalls(() =>
      this.http.get(`/captures/${orderId}`, captureOutcome).catch((error: unknown) => {
        if (error instanceof DomainError && error.slug === 'not_found') return undefined;
        throw error;
      }),
    );
  }

  /** Gives the whole capture back, once. */
  refund(orderId: string): Promise<RefundOutcome> {
    return outsideTheWalls(() => this.http.post('/refunds', { orderId }, refundOutcome));
  }

  check(): Promise<unknown> {
    return outsideTheWalls(() => this.http.get('/health', z.object({ status: z.literal('ok') })));
  }
}
