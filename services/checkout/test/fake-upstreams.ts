import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Cart, CartItem, Line, OrderLine, ProblemDetails, Reservation } from '@webstore/contracts';

/** Fake cart and catalog behind real HTTP, with the routes that checkout uses. */
export async function openNeighbours() {
  const carts = new Map<string, CartItem[]>();
  const reservations = new Map<string, Reservation>();
  const neighbours = {
    carts,
    reservations,
    /** Customer ids of the reservations, by order id. */
    customers: new Map<string, string | undefined>(),
    /** The received Authorization headers. */
    tokens: new Set<string | undefined>(),
    /** The current unit price of catalog, in euro cents. */
    unitPriceCents: 2_450,
    comparesPrices: true,
    soldOut: false,
    down: false,
    /** Runs before the response with a cart. */
    beforeCart: async () => {},
    /** Runs after a reservation is made and before the response. */
    afterReservation: async () => {},
    url: '',
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };

  const reserve = (orderId: string, lines: Line[]): Reservation => {
    const held: Reservation = reservations.get(orderId) ?? {
      orderId,
      state: 'held',
      lines: lines.map((line) => ({ ...line, unitPriceCents: neighbours.unitPriceCents })),
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    };
    reservations.set(orderId, held);
    return held;
  };

  const server = createServer(async (request, response) => {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (status: number, slug: string, details: ProblemDetails = {}) =>
      send(status, {
        type: `urn:webstore:problem:${slug}`,
        title: slug,
        status,
        detail: `${slug} here`,
        ...details,
      });
    const [, collection, id = ''] = request.url!.split('/');
    if (collection === 'health') return send(200, { status: 'ok' });
    neighbours.tokens.add(request.headers.authorization);
    if (neighbours.down) return refuse(503, 'upstream_unavailable');
    if (collection === 'reservations' && request.method === 'DELETE') {
      const held = reservations.get(id);
      if (!held) return refuse(404, 'not_found');
      reservations.set(id, { ...held, state: 'released' });
      return send(200, reservations.get(id)!);
    }
    if (collection === 'reservations') {
      const { lines, customerId } = (await json(request)) as { lines: OrderLine[]; customerId?: string };
      neighbours.customers.set(id, customerId);
      if (neighbours.soldOut) return refuse(409, 'out_of_stock');
      const { unitPriceCents: presentCents, comparesPrices } = neighbours;
      const changed = lines.filter((line) => comparesPrices && line.unitPriceCents !== presentCents);
      if (changed.length > 0) {
        const priceChanges = changed.map(({ productId, unitPriceCents: shownCents }) => ({
          productId,
          shownCents,
          presentCents,
        }));
        return refuse(409, 'price_changed', { priceChanges });
      }
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
