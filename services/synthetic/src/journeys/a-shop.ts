import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Order } from '@webstore/contracts';

/** A request that the fake shop received. */
export interface Asked {
  path: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

const sample = {
  id: 'synthetic-sample',
  name: 'n',
  description: 'd',
  category: 'toys',
  priceCents: 100,
  currency: 'EUR',
  available: 9,
};

/** A fake shop for specs, with all routes of a journey behind real HTTP on one port. A test changes its responses. */
export async function aShop() {
  const asked: Asked[] = [];
  const orderId = randomUUID();
  const shop = {
    asked,
    orderId,
    paths: () => asked.map(({ path }) => path),
    /** Responses of failing or slow routes. */
    answers: {} as Record<string, () => Promise<{ status: number; body: object }>>,
    /** States of the order, one per request; the last one repeats. */
    states: [{ state: 'completed' }] as Pick<Order, 'state'>[] & { reason?: string }[],
    url: '',
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
  const cart = { id: randomUUID(), items: [], totalCents: 0, currency: 'EUR' };
  const order = (now: object) => ({
    id: orderId,
    customerId: 'cus-synthetic',
    country: 'DE',
    segment: 'returning',
    cartId: cart.id,
    lines: [],
    totalCents: 100,
    currency: 'EUR',
    reason: null,
    late: false,
    placedAt: new Date().toISOString(),
    updatedAt: new Date().toISOString(),
    ...now,
  });
  const usual: Record<string, () => object> = {
    'GET /products': () => ({ items: [sample], total: 1, page: 1, pageSize: 20 }),
    'GET /products/synthetic-sample': () => sample,
    'POST /carts': () => cart,
    [`PUT /carts/${cart.id}/items/synthetic-sample`]: () => cart,
    'POST /orders': () => order({ state: 'pending' }),
    [`GET /orders/${orderId}`]: () => order(shop.states.length > 1 ? shop.states.shift()! : shop.states[0]!),
  };
  const server = createServer(async (request, response) => {
    const path = `${request.method} ${request.url}`;
    asked.push({
      path,
      headers: request.headers,
      body: request.headers['content-type'] && (await json(request)),
    });
    const { status, body } = (await shop.answers[path]?.()) ?? { status: 200, body: usual[path]!() };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
}

export type AShop = Awaited<ReturnType<typeof aShop>>;
