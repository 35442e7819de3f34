import { randomInt, randomUUID } from 'node:crypto';
import type { ShopService } from '@webstore/contracts';
import { newSpanId } from '@webstore/lab-core/clients/trace-id.ts';
import { newTraceIdInShare } from './sampled-traffic.ts';
import { lab } from '../labs/running-lab.ts';

/**
 * Values that a customer may send and no store may contain; unique to this run, so that a find identifies its
 * run.
 */
export function newSecrets() {
  const run = randomInt(2 ** 40).toString(36);
  const card = withCheckDigit(
    `4${String(randomInt(2 ** 47))
      .padStart(14, '7')
      .slice(-14)}`,
  );
  return {
    card,
    cardInGroups: card.replace(/(\d{4})(?=\d)/g, '$1 '),
    mail: `jane.${run}@example.com`,
    bearer: `s3cret-${run}`,
    demoToken: lab.settings().USER_TOKEN,
    adminToken: lab.settings().ADMIN_TOKEN,
    jsonWebToken: `eyJhbGciOiJIUzI1NiJ9.${btoa(run)}.c2lnbmF0dXJl`.replaceAll('=', ''),
    iban: 'DE89370400440532013000',
  };
}
export type Secrets = ReturnType<typeof newSecrets>;

function withCheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

/** Values that may be stored, and must be found again. */
export interface Sent {
  traceIds: string[];
  requestIds: string[];
}

/** Sends every secret in every place that a customer controls, to every service. */
export async function sendEverywhere(secrets: Secrets, control: string): Promise<Sent> {
  const sent: Sent = { traceIds: [], requestIds: [] };
  const words = { ...secrets, bearer: `Bearer ${secrets.bearer}` };
  for (const secret of Object.values(words)) {
    for (const request of requestsWith(secret, words, control)) await send(request, sent, secrets);
  }
  return sent;
}

interface Request {
  service: ShopService;
  path: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

function requestsWith(secret: string, words: Secrets, control: string): Request[] {
  const word = encodeURIComponent(secret);
  const order = (body: object, key = randomUUID() as string): Request => ({
    service: 'checkout',
    path: '/orders',
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  });
  return [
    // Paths: of a route, of none, in plain text, encoded twice, and with a value that the database quotes in
    // its error.
    { service: 'catalog', path: `/products/${word}?${control}` },
    { service: 'catalog', path: `/products/${encodeURIComponent(word)}` },
    { service: 'catalog', path: `/reservations/pay%20${word}` },
    { service: 'catalog', path: `/products/${word}%00` },
    { service: 'cart', path: `/carts/${word}/items/${word}`, method: 'DELETE' },
    { service: 'cart', path: `/carts/${secret.replaceAll(' ', '+')}` },
    { service: 'checkout', path: `/orders/${word}` },
    { service: 'payment', path: `/payments/${word}` },
    { service: 'payment', path: `/nowhere/${word}` },
    // Queries.
    { service: 'catalog', path: `/products?q=${word}&page=${word}` },
    { service: 'catalog', path: `/products?q=%00${word}` },
    { service: 'checkout', path: `/orders?state=${word}&access_token=${word}` },
    { service: 'checkout', path: `/customers?country=${word}` },
    // Headers, including those that telemetry reads.
    { service: 'catalog', path: '/products', headers: headersWith(secret) },
    {
      service: 'checkout',
      path: '/orders',
      headers: { ...headersWith(secret), authorization: words.bearer },
    },
    { service: 'cart', path: '/carts', method: 'POST', headers: headersWith(secret) },
    // Bodies: valid, invalid, and not parsable.
    order({ cartId: secret, customerId: secret }),
    order({ cartId: randomUUID(), customerId: secret, [secret]: secret }, secret),
    { ...order({}), body: `{"cartId": ${secret}` },
    {
      service: 'cart',
      path: `/carts/${randomUUID()}/items/moka-pot`,
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ quantity: secret }),
    },
  ];
}

function headersWith(secret: string): Record<string, string> {
  const word = encodeURIComponent(secret);
  return {
    'user-agent': `Mozilla/5.0 (${secret})`,
    referer: `https://shop.example/${word}`,
    cookie: `session=${word}`,
    'x-forwarded-for': secret,
    'x-request-id': secret.replaceAll(' ', '-'),
    'content-language': secret,
    baggage: `webstore.country=${word},webstore.request.id=${word.replaceAll('%20', '-')},other=${word}`,
    tracestate: `shop=${word.replaceAll('%', '')}`,
  };
}

async function send({ service, path, method, headers, body }: Request, sent: Sent, { card }: Secrets) {
  const traceId = newTraceIdInShare();
  const requestId = randomUUID();
  const { url, settings } = lab;
  const answer = await fetch(`${url(service)}${path}`, {
    method: method ?? 'GET',
    body: body ?? null,
    headers: {
      authorization: `Bearer ${settings().USER_TOKEN}`,
      'x-request-id': requestId,
      traceparent: `00-${traceId}-${newSpanId()}-01`,
      ...headers,
    },
    signal: AbortSignal.timeout(10_000),
  });
  await answer.text();
  if (!headers?.['x-request-id']) sent.requestIds.push(requestId);
  sent.traceIds.push(traceId);
  // Ids are caller input too.
  const padded = card.padStart(32, '0');
  await fetch(`${url(service)}/nowhere`, { headers: { traceparent: `00-${padded}-${card}-01` } });
}
