import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Cart, CartItem, Line, Reservation } from '@webstore/contracts';

/** What a cart costs a unit in the tests; the reservation may say otherwise. */
export const unitPriceCents = 2_450;

/** Tiny cart and catalog behind real HTTP, with the few routes that checkout uses. */
export async function openNeighbours() {
  const carts = new Map<string, CartItem[]>();
  const reservations = new Map<string, Reservation>();
  const neighbours = {
    carts,
    reservations,
    /** The Authorization headers that came along. */
    tokens: new Set<string | undefined>(),
    soldOut: false,
    down: false,
    /** Runs before a cart is answered. */
    beforeCart: async () => {},
    /** Runs before a reservation is answered; it is made by then. */
    afterReservation: async () => {},
    url: '',
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };

  const reserve = (orderId: string, lines: Line[]): Reservation => {
    const held: Reservation = reservations.get(orderId) ?? {
      orderId,
      state: 'held',
      lines: lines.map((line) => ({ ...line, unitPriceCents })),
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    };
    reservations.set(orderId, held);
    return held;
  };

  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (status: number, slug: string) =>
      send(status, { type: `urn:webstore:problem:${slug}`, title: slug, status, detail: `${slug} here` });
    const [, collection, id = ''] = request.url!.split('/');
    if (collection === 'health') return send(200, { status: 'ok' });
    neighbours.tokens.add(request.headers.authorization);
    if (neighbours.down) return refuse(503, 'upstream_unavailable');
    if (collection === 'reservations') {
      const { lines } = (await json(request)) as { lines: Line[] };
      if (neighbours.soldOut) return refuse(409, 'out_of_stock');
      const held = reserve(id, lines);
      await neighbours.afterReservation();
      return send(200, held);
    }
    await neighbours.beforeCart();
    const items = carts.get(id);
    if (!items) return refuse(404, 'not_found');
    const totalCents = items.reduce((sum, item) => sum + item.quantity * item.unitPriceCents, 0);
    send(200, { id, items, totalCents, currency: 'EUR' } satisfies Cart);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  neighbours.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return neighbours;
}

export type Neighbours = Awaited<ReturnType<typeof openNeighbours>>;
