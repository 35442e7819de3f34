import { Agent, METHODS, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { type Service, services } from '@webstore/lab-core/clients/services.ts';
import { newSpanId, newTraceId } from '@webstore/lab-core/clients/trace-id.ts';
import { lab, shop } from '../labs/running-lab.ts';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';

interface Request {
  service: Service;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

const agent = new Agent({ keepAlive: true });
/** Node answers CONNECT itself. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/**
 * Sends, `times` over, a word that is new each time wherever a caller could put one.
 *
 * @param word eight hexadecimal digits that each of them begins with, so that it fits into a UUID
 */
export async function sendUnbounded(word: string, times: number): Promise<void> {
  await mapConcurrently(rounds(times), async (round) => {
    for (const one of requestsWith(word, round)) await send(one);
  });
  await mapConcurrently(
    services.flatMap((service) => methods.map((method) => ({ service, method }))),
    (one) => send({ ...one, path: `/${word}` }),
  );
}

/** Orders that succeed and carry the caller's invented values through all services. */
export async function orderUnbounded(word: string, times: number): Promise<void> {
  const customers = await shop.customers();
  const product = (await shop.products()).find(({ available }) => available > times)!;
  await mapConcurrently(rounds(times), async (round) => {
    const { id: customerId } = customers[round % customers.length]!;
    const cartId = await shop.newCart(customerId);
    await shop.putItem(cartId, product.id);
    const headers = { ...headersWith(`${word}${round}`), 'idempotency-key': `${word}-${randomUUID()}` };
    await shop.placing(cartId, customerId, headers);
  });
}

const rounds = (times: number) => Array.from({ length: times }, (_, round) => round);

function requestsWith(word: string, round: number): Request[] {
  const text = `${word}${round}`;
  const uuid = `${word}-0000-4000-8000-${String(round).padStart(12, '0')}`;
  const method = methods[round % methods.length]!;
  const json = (body: object) => ({
    body: JSON.stringify(body),
    headers: { ...headersWith(text), 'content-type': 'application/json', 'idempotency-key': uuid },
  });
  const everywhere = services.flatMap((service): Request[] => [
    { service, path: `/${text}`, headers: { ...headersWith(text), origin: `https://${text}.example` } },
    { service, path: `/${text}/${round}?${text}=${text}`, method, headers: headersWith(text) },
    { service, path: `/%${text}`, headers: { host: `${text}.example`, 'content-type': text } },
  ]);
  return [
    ...everywhere,
    { service: 'catalog', path: `/products/${text}`, headers: headersWith(text) },
    { service: 'catalog', path: `/products?search=${text}&page=${round}`, headers: headersWith(text) },
    {
      service: 'catalog',
      path: `/reservations/${uuid}`,
      method: 'PUT',
      ...json({ lines: [{ productId: text }] }),
    },
    { service: 'cart', path: `/carts/${uuid}`, headers: headersWith(text) },
    {
      service: 'cart',
      path: `/carts/${uuid}/items/${text}`,
      method: 'PUT',
      ...json({ quantity: 1, coupon: text }),
    },
    { service: 'checkout', path: `/orders/${uuid}`, headers: headersWith(text) },
    { service: 'checkout', path: `/orders?state=${text}`, headers: headersWith(text) },
    { service: 'checkout', path: `/customers?country=${text}`, headers: headersWith(text) },
    {
      service: 'checkout',
      path: '/orders',
      method: 'POST',
      ...json({ cartId: uuid, customerId: text, couponCode: text, country: text, segment: text }),
    },
    { service: 'payment', path: `/payments/${uuid}`, headers: headersWith(text) },
  ];
}

function headersWith(text: string): Record<string, string> {
  return {
    authorization: `Bearer ${lab.settings().USER_TOKEN}`,
    'user-agent': `Mozilla/5.0 (${text})`,
    'accept-language': text,
    'x-forwarded-for': text,
    'x-request-id': `${text}-${text}`,
    'webstore-keep': text,
    'webstore-synthetic': text,
    baggage: `webstore.country=${text},webstore.customer.segment=${text},webstore.request.id=${text},${text}=${text}`,
    tracestate: `${text}=${text}`,
    traceparent: `00-${newTraceId()}-${newSpanId()}-01`,
  };
}

/** Not with `fetch`, which refuses to send some of these. Any answer is fine, but there must be one. */
function send({ service, path, method = 'GET', headers = {}, body }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { agent, host: '127.0.0.1', port: lab.port(service), path, method, headers };
    const outgoing = request(options, (answer) => answer.resume().on('end', resolve).on('error', reject));
    outgoing.on('error', reject).end(body);
  });
}
