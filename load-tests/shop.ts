import { check, sleep } from 'k6';
import http, { type RefinedResponse } from 'k6/http';
import { Counter, Rate, Trend } from 'k6/metrics';
import { PATIENCE_SECONDS, shop } from './config.ts';

export interface Customer extends Session {
  id: string;
  country: string;
  segment: string;
}
interface Session {
  token: string;
  expiresAt: string;
}
export interface Product {
  id: string;
}
type OrderState = 'pending' | 'completed' | 'cancelled';
type Answer = RefinedResponse<'text'>;

/** Orders that the shop took, of those that were placed. */
export const ordersAccepted = new Rate('orders_accepted');
/** Orders that ended while their customer waited, of those that were accepted. */
export const ordersEnded = new Rate('orders_ended');
/** Started visits, which is the load offered to the shop; `iterations` counts a visit only at its end. */
const visitsStarted = new Counter('visits_started');
const ordersByState = new Counter('orders');
const orderTime = new Trend('order_time', true);

const withBody = { 'Content-Type': 'application/json' };

/** The scenarios that place orders hold the shop to this as well. */
export const orderThresholds = {
  orders_accepted: ['rate>0.99'],
  orders_ended: ['rate==1'],
  // A rate over no data passes as well, but a shop in which no order succeeds must fail.
  orders: ['count>0'],
};

/** The customers of a country, or of all, each logged in. Called once, in `setup`. */
export function customersOf(country?: string): Customer[] {
  const query = country ? `?country=${country}` : '';
  const customers = json<Omit<Customer, keyof Session>[]>(
    http.get(`${shop.checkout}/customers${query}`, { tags: { name: 'GET /customers' } }),
  );
  return customers.map((customer) => ({ ...customer, ...logIn(customer.id) }));
}

/** The demo login takes no password. */
function logIn(customerId: string): Session {
  const parameters = { headers: withBody, tags: { name: 'POST /sessions' } };
  const answer = http.post(`${shop.checkout}/sessions`, JSON.stringify({ customerId }), parameters);
  const { token, expiresAt } = json<Session>(answer);
  return { token, expiresAt };
}

/** Sessions that a user opened when those of `setup` came to their end: a soak may last longer than they do. */
const renewed = new Map<string, Session>();
const RENEW_BEFORE_MS = 10 * 60_000;

function tokenOf(customer: Customer): string {
  const session = renewed.get(customer.id) ?? customer;
  if (Date.parse(session.expiresAt) - Date.now() > RENEW_BEFORE_MS) return session.token;
  const next = logIn(customer.id);
  renewed.set(customer.id, next);
  return next.token;
}

export const oneOf = <T>(many: T[]): T => many[Math.floor(Math.random() * many.length)]!;

/** The seconds that a person takes to look and decide. */
export const think = (seconds = 1) => sleep(seconds * (0.5 + Math.random()));

/** Looks around: a page of the catalogue, then one product of it. Every visit begins so, and may go on so. */
export function browse(customer: Customer, begins = true): Product {
  if (begins) visitsStarted.add(1);
  const page = 1 + Math.floor(Math.random() * 3);
  const list = get(`${shop.catalog}/products?page=${page}&pageSize=20`, 'GET /products', customer);
  const { id } = oneOf(json<{ items: Product[] }>(list).items);
  const product = get(`${shop.catalog}/products/${id}`, 'GET /products/:id', customer);
  check(product, { 'product is shown': ({ status }) => status === 200 });
  return { id };
}

/** What the catalogue has of a kind. */
export function search(customer: Customer, text: string): Product[] {
  const found = get(`${shop.catalog}/products?q=${text}&pageSize=10`, 'GET /products?q', customer);
  return json<{ items: Product[] }>(found).items;
}

const oneToThree = () => 1 + Math.floor(Math.random() * 3);

/** Puts the given quantity of each product into a new cart. */
export function fillCart(customer: Customer, products: Product[], units = oneToThree): string {
  const created = noted(http.post(`${shop.cart}/carts`, null, asCustomer(customer, 'POST /carts')));
  const { id } = json<{ id: string }>(created);
  for (const product of products) {
    const quantity = JSON.stringify({ quantity: units() });
    const url = `${shop.cart}/carts/${id}/items/${product.id}`;
    const put = noted(
      http.put(url, quantity, asCustomer(customer, 'PUT /carts/:id/items/:productId', withBody)),
    );
    check(put, { 'item is in the cart': ({ status }) => status === 200 });
  }
  return id;
}

/** Takes a product out of a cart again. */
export function putBack(customer: Customer, cartId: string, { id }: Product): void {
  const url = `${shop.cart}/carts/${cartId}/items/${id}`;
  const name = 'DELETE /carts/:id/items/:productId';
  const answer = noted(http.del(url, null, asCustomer(customer, name)));
  check(answer, { 'item is out of the cart': ({ status }) => status >= 200 && status < 300 });
}

/** Orders for which there was not enough left. */
const soldOut = new Counter('orders_sold_out');
const isSoldOut = ({ status, body }: Answer) =>
  status === 409 && (JSON.parse(body) as { type: string }).type === 'urn:webstore:problem:out_of_stock';
const orSoldOut = http.expectedStatuses({ min: 200, max: 399 }, 409);

/**
 * Orders what is in the cart. `undefined`: the shop did not take the order.
 * @param mayBeSoldOut whether the answer "sold out" is no failure
 */
export function placeOrder(customer: Customer, cartId: string, mayBeSoldOut = false): string | undefined {
  const headers = { ...withBody, 'Idempotency-Key': crypto.randomUUID() };
  const parameters = {
    ...asCustomer(customer, 'POST /orders', headers),
    ...(mayBeSoldOut && { responseCallback: orSoldOut }),
  };
  const body = JSON.stringify({ cartId, customerId: customer.id });
  const answer = noted(http.post(`${shop.checkout}/orders`, body, parameters));
  if (mayBeSoldOut && isSoldOut(answer)) return void soldOut.add(1);
  const accepted = check(answer, { 'order is accepted': ({ status }) => status === 201 });
  ordersAccepted.add(accepted);
  return accepted ? json<{ id: string }>(answer).id : undefined;
}

/** Between two looks at an order that takes its time. */
const LONGEST_PAUSE_SECONDS = 2;

/** Asks until the order is completed or cancelled, less and less often: a declined payment is an end like the other. */
export function awaitOutcome(
  customer: Customer,
  orderId: string,
  { patience = PATIENCE_SECONDS, askEvery = 0.25 } = {},
): OrderState {
  const started = Date.now();
  let state: OrderState = 'pending';
  let pause = askEvery;
  while (state === 'pending' && Date.now() - started < patience * 1000) {
    sleep(pause);
    // Who waits for a slow shop must not be what makes it slower.
    pause = Math.max(askEvery, Math.min(2 * pause, LONGEST_PAUSE_SECONDS));
    const answer = get(`${shop.checkout}/orders/${orderId}`, 'GET /orders/:id', customer);
    if (answer.status === 200) state = json<{ state: OrderState }>(answer).state;
  }
  ordersEnded.add(state !== 'pending');
  ordersByState.add(1, { state });
  orderTime.add(Date.now() - started);
  return state;
}

/** Fills a cart, orders, and waits until the order ends. */
export function buy(customer: Customer, products: Product[], waiting = {}): void {
  const orderId = placeOrder(customer, fillCart(customer, products));
  if (orderId) awaitOutcome(customer, orderId, waiting);
}

function get(url: string, name: string, customer: Customer): Answer {
  return noted(http.get(url, asCustomer(customer, name)));
}

/** Says of a request that the shop failed which trace shows why. */
function noted(answer: Answer): Answer {
  const { status, request, headers } = answer;
  if (status >= 500) {
    const traceId = headers['Traceresponse']?.split('-')[1] ?? 'none';
    console.warn(`${request.method} ${request.url} answered ${status}: ./lab trace ${traceId}`);
  }
  return answer;
}

/** Every URL with an id needs a `name`, or each order would be a series of its own. */
function asCustomer(customer: Customer, name: string, headers: Record<string, string> = {}) {
  const { country, segment } = customer;
  return {
    tags: { name },
    responseType: 'text' as const,
    headers: {
      Authorization: `Bearer ${tokenOf(customer)}`,
      baggage: `webstore.country=${country},webstore.customer.segment=${segment}`,
      ...headers,
    },
  };
}

/** The body of a good answer. Anything else ends this visit, and k6 says where. */
function json<T>(answer: Answer): T {
  const { status, body, request } = answer;
  if (status >= 200 && status < 300) return JSON.parse(body) as T;
  throw new Error(`${request.method} ${request.url} answered ${status}: ${body}`);
}
