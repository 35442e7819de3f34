import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { CaptureOutcome, CaptureRequest, RefundOutcome } from '@webstore/contracts';

/** A fake acquirer that fails on demand. Like the real one, it makes one capture and one refund per order. */
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
    /** Does not respond to any request, including health checks. */
    isDown: false,
    /** Orders to decline. */
    decline: new Set<string>(),
    /** Orders whose requests are booked, but get no response. */
    mute: new Set<string>(),
    /** Orders whose next capture is booked, but whose connection is then closed without a response. */
    hangUp: new Set<string>(),
    /** Promises to await before the capture of an order is booked. */
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
    if (bank.isDown) return void response.destroy();
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
