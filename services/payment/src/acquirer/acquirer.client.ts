import {
  type CaptureOutcome,
  captureOutcome,
  type CaptureRequest,
  DomainError,
  type ProblemSlug,
  type RefundOutcome,
  refundOutcome,
} from '@webstore/contracts';
import type { JsonClient } from '@webstore/http';
import { withoutPropagation } from '@webstore/telemetry';
import { z } from 'zod';

/**
 * Client of the acquirer, an external service: requests carry no trace context and no baggage. Every call may throw
 * DomainError `upstream_unavailable`; it is then unknown whether the acquirer acted.
 */
export class AcquirerClient {
  constructor(private readonly http: JsonClient) {}

  /** Captures an amount once per order: a repeated call returns the existing outcome. */
  capture(request: CaptureRequest): Promise<CaptureOutcome> {
    return withoutPropagation(() => this.http.post('/captures', request, captureOutcome));
  }

  /** The outcome of an order's capture; undefined if the acquirer does not know the order. */
  outcomeOf(orderId: string): Promise<CaptureOutcome | undefined> {
    return withoutPropagation(() =>
      this.http.get(`/captures/${orderId}`, captureOutcome).catch(undefinedWhen('not_found')),
    );
  }

  /**
   * Refunds the whole capture, once. Undefined if nothing was captured; the acquirer then declines any later capture
   * of this order.
   */
  refundOrReverse(orderId: string): Promise<RefundOutcome | undefined> {
    return withoutPropagation(() =>
      this.http.post('/refunds', { orderId }, refundOutcome).catch(undefinedWhen('not_found', 'conflict')),
    );
  }

  check(): Promise<unknown> {
    return withoutPropagation(() => this.http.get('/health', z.object({ status: z.literal('ok') })));
  }
}

function undefinedWhen(...slugs: ProblemSlug[]) {
  return (error: unknown): undefined => {
    if (!(error instanceof DomainError) || !slugs.includes(error.slug)) throw error;
  };
}
