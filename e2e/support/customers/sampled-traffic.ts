import { randomBytes, randomUUID } from 'node:crypto';
import type { Order } from '@webstore/contracts';
import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { mapConcurrently } from '@webstore/lab-core/map-concurrently.ts';
import { newSpanId, newTraceId } from '@webstore/lab-core/clients/trace-id.ts';
import { lab, shop } from '../labs/running-lab.ts';

/** A customer's order and the trace id from its response. */
export interface TracedOrder {
  order: Order;
  traceId: string;
}

/** Requests one product this many times, each in its own trace with a random id, as tracers generate them. */
export async function browse(times: number, headers: Record<string, string> = {}): Promise<string[]> {
  const { id } = (await shop.products())[0]!;
  const traceIds = Array.from({ length: times }, () => randomBytes(16).toString('hex'));
  await mapConcurrently(traceIds, (traceId) => see(`/products/${id}`, traceId, headers));
  return traceIds;
}

export async function see(
  path: string,
  traceId: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const answer = await fetch(`${lab.url('catalog')}${path}`, {
    headers: { traceparent: `00-${traceId}-${newSpanId()}-01`, ...headers },
  });
  await answer.text();
  expect(answer.status).toBe(200);
}

/** Buys one product as an ordinary customer and waits for the end of the order. */
export async function buy(customerId: string, headers: Record<string, string> = {}): Promise<TracedOrder> {
  const product = (await shop.products()).find(({ available }) => available > 5)!;
  const cartId = await shop.newCart(customerId);
  await shop.putItem(cartId, product.id);
  const answer = await shop.placing(cartId, customerId, { 'idempotency-key': randomUUID(), ...headers });
  expect(answer.status, answer.text).toBe(201);
  const { id } = JSON.parse(answer.text) as Order;
  await eventually(async () => expect((await shop.order(id)).state).not.toBe('pending'), {
    timeoutMs: 60_000,
  });
  const traceId = /^00-([0-9a-f]{32})-/.exec(answer.headers.get('traceresponse') ?? '')![1]!;
  return { order: await shop.order(id), traceId };
}

/**
 * A trace id that is sampled only at rates of a sixteenth or more: the last 56 bits decide
 * (libs/telemetry/src/sampling/keep.ts).
 */
export const newTraceIdInShare = (): string =>
  `${randomBytes(9).toString('hex')}0${randomBytes(7).toString('hex').slice(1)}`;

/** A trace that is kept on request, with the admin's token. */
export async function askedFor(): Promise<string> {
  const traceId = newTraceId();
  const authorization = `Bearer ${lab.settings().ADMIN_TOKEN}`;
  await see('/products?pageSize=1', traceId, { authorization, 'webstore-keep': 'true' });
  return traceId;
}
