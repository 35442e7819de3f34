import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { CaptureOutcome, CaptureRequest, RefundOutcome } from '@webstore/contracts';

/** A bank that misbehaves on demand. Books like the real one: one capture and one refund an order. */
export async function openBank() {
  const captures = new Map<string, CaptureOutcome>();
  const refunds = new Map<string, RefundOutcome>();
  const asked: string[] = [];
  const bank = {
    captures,
    refunds,
    /** Every request, as `METHOD path`. */
    asked,
    askedFor: (orderId: string) => asked.filter((line) => line.includes(orderId)),
    /** Answers nothing, its health check included. */
    isAway: false,
    /** Declines this order. */
    decline: new Set<string>(),
    /** Books what it is asked for this order, but answers nothing. */
    mute: new Set<string>(),
    /** Books the next capture of this order, then hangs up instead of answering. */
    hangUp: new Set<string>(),
    /** What a capture of this order waits for before it is booked. */
    hold: new Map<string, Promise<void>>(),
    url: '',
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };

  const capture = ({ orderId, amountCents }: CaptureRequest): CaptureOutcome => {
    const known = captures.get(orderId);
    if (known) return known;
    const outcome: CaptureOutcome = bank.decline.has(orderId)
      ? { status: 'declined', orderId, amountCents, reason: 'insufficient_funds' }
      : { status: 'captured', orderId, amountCents, captureId: `cap_${orderId}` };
    captures.set(orderId, outcome);
    return outcome;
  };
  const refund = (orderId: string): RefundOutcome | undefined => {
    const outcome = captures.get(orderId);
    if (!outcome) captures.set(orderId, { status: 'declined', orderId, amountCents: 0, reason: 'reversed' });
    if (outcome?.status !== 'captured') return undefined;
    const known = { orderId, refundId: `ref_${orderId}`, amountCents: outcome.amountCents };
    refunds.set(orderId, known);
    return known;
  };

  const server = createServer(async (request, response) => {
    const path = request.url!;
    const body = request.method === 'POST' ? ((await json(request)) as CaptureRequest) : undefined;
    const send = (answer?: object) => {
      if (bank.mute.has(body?.orderId ?? path.split('/')[2] ?? '')) return void response.destroy();
      const problem = {
        type: 'urn:webstore:problem:not_found',
        title: 'There is no such thing',
        status: 404,
      };
      response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? problem));
    };
    if (bank.isAway) return void response.destroy();
    if (path === '/health') return send({ status: 'ok' });
    asked.push(`${request.method} ${path}${body ? ` ${body.orderId}` : ''}`);
    if (!body) return send(captures.get(path.split('/')[2]!));
    if (path === '/refunds') return send(refund(body.orderId));
    await bank.hold.get(body.orderId);
    const outcome = capture(body);
    if (bank.hangUp.delete(body.orderId)) return void response.destroy();
    send(outcome);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  bank.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return bank;
}

export type Bank = Awaited<ReturnType<typeof openBank>>;
