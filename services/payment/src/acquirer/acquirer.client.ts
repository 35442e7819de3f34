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
 * The bank. It is outside our walls: no trace context and no baggage goes there. Every call may end with
 * DomainError `upstream_unavailable`; whether the bank acted is then unknown.
 */
export class AcquirerClient {
  constructor(private readonly http: JsonClient) {}

  /** Asking twice captures once: the bank answers the outcome that it has for the order. */
  capture(request: CaptureRequest): Promise<CaptureOutcome> {
    return withoutPropagation(() => this.http.post('/captures', request, captureOutcome));
  }

  /** What became of an order's capture; undefined when the bank has never heard of it. */
  outcomeOf(orderId: string): Promise<CaptureOutcome | undefined> {
    return withoutPropagation(() =>
      this.http.get(`/captures/${orderId}`, captureOutcome).catch(undefinedWhen('not_found')),
    );
  }

  /**
   * Gives the whole capture back, once. Undefined when the bank has captured nothing; from then on it declines a
   * capture of this order that may still be on its way.
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
