import { setTimeout as delay } from 'node:timers/promises';
import { type CaptureOutcome, captureRequest, DomainError, refundRequest } from '@webstore/contracts';
import { type Conditions, deskFor, under } from './conditions';
import { decide } from './decision';
import { ChargeQueue } from './charge-queue';
import { type CaptureLedger, reversed } from './ledger';

export interface Request {
  id: string;
  body: unknown;
}

/**
 * The routes of the acquirer, by method and path. `:id` is an order id.
 *
 * @param now returns the current conditions, which change the usual country profile
 */
export function bank(ledger: CaptureLedger, print: (line: string) => void, now: () => Conditions = () => []) {
  const line = new ChargeQueue();
  return {
    'GET /health': () => ({ status: 'ok' }),
    'GET /ledger': () => ledger.totals(),
    'GET /captures': () => ledger.openCaptures(),
    'GET /captures/:id': ({ id }: Request) => ledger.captureOf(id) ?? unknown(`no capture of order ${id}`),
    'GET /refunds/:id': ({ id }: Request) => ledger.refundOf(id) ?? unknown(`no refund of order ${id}`),

    'POST /captures': async ({ body }: Request) => {
      const request = captureRequest.parse(body);
      const { orderId, country } = request;
      await delay(line.join(deskFor(now(), country)));
      const known = ledger.captureOf(orderId);
      if (known) return known;
      const { decline, delayMs } = under(now(), orderId, country, decide(orderId, country));
      // Booked before the delay: a caller that disconnects early has an outcome nevertheless, and must query it.
      const outcome = ledger.capture(request, decline);
      print(
        `${outcome.status} ${request.orderId} ${request.country} ${request.amountCents} ${decline ?? ''}`,
      );
      await delay(delayMs);
      return outcome;
    },

    'POST /refunds': ({ body }: Request) => {
      const { orderId } = refundRequest.parse(body);
      const refund = ledger.refund(orderId);
      if (!refund) nothingToRefund(ledger.captureOf(orderId)!);
      print(`refunded ${orderId} ${refund.amountCents}`);
      return refund;
    },
  };
}

function unknown(what: string): never {
  throw new DomainError('not_found', what);
}

function nothingToRefund(outcome: CaptureOutcome): never {
  const { orderId } = outcome;
  if (outcome.status === 'declined' && outcome.reason === reversed) {
    unknown(`no capture of order ${orderId}, and there will be none`);
  }
  throw new DomainError('conflict', `order ${orderId} was declined, there is nothing to refund`);
}
