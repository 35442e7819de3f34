import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Order } from '@webstore/contracts';
import { Customers } from '@webstore/lab-core/clients/customers.ts';
import type { Service } from '@webstore/lab-core/clients/services.ts';
import { lab, shop } from '../labs/running-lab.ts';

/** The services' own deadline for an answer is 15 s (docs/reference/limits.md), and this machine may be busy. */
const patienceMs = 20_000;
const everyMs = 1_000;

interface Sent {
  step: string;
  service: Service;
  path: string;
  method?: string;
  body?: object;
  key?: string;
}

/**
 * Sends the request of every purchase step again and again, independent of the other steps: a customer stops
 * at the first failed step, and so shows nothing about later ones. The prerequisites (a login, carts with a
 * product) exist before the outage.
 */
export class PurchaseRequests {
  /** Number of answers by step and status. */
  readonly answers: Record<string, Record<number, number>> = {};
  /**
   * Failures that no outage excuses: 5xx other than 503, 503 without Retry-After, no answer in time, a broken
   * connection.
   */
  readonly wrong: string[] = [];
  /** Ids of the orders that were accepted. */
  readonly accepted = new Set<string>();
  private readonly token: string;
  private leaving = false;
  private readonly steps: Promise<void>[];

  private constructor(requests: Sent[], token: string, acceptedBefore: string) {
    this.token = token;
    this.accepted.add(acceptedBefore);
    this.steps = requests.map((request) => this.repeat(request));
  }

  static async begin(): Promise<PurchaseRequests> {
    const customerId = (await shop.customers('FR'))[0]!.id;
    const productId = (await shop.products())[0]!.id;
    const token = await new Customers(lab).tokenOf(customerId);
    const cartOf = async () => {
      const id = await shop.newCart(customerId);
      await shop.putItem(id, productId);
      return id;
    };
    const cart = `/carts/${await cartOf()}`;
    const earlier = await shop.place(await cartOf(), customerId, { 'idempotency-key': randomUUID() });
    // Repeats the same order: once it is accepted, the other requests return it.
    const order = { body: { customerId, cartId: await cartOf() }, key: randomUUID() };
    const requests: Sent[] = [
      { step: 'browse', service: 'catalog', path: '/products' },
      { step: 'search', service: 'catalog', path: '/products?q=pot' },
      { step: 'product', service: 'catalog', path: `/products/${productId}` },
      { step: 'log in', service: 'checkout', path: '/sessions', method: 'POST', body: { customerId } },
      { step: 'open cart', service: 'cart', path: '/carts', method: 'POST' },
      {
        step: 'put item',
        service: 'cart',
        path: `${cart}/items/${productId}`,
        method: 'PUT',
        body: { quantity: 1 },
      },
      { step: 'read cart', service: 'cart', path: cart },
      { step: 'place order', service: 'checkout', path: '/orders', method: 'POST', ...order },
      { step: 'read orders', service: 'checkout', path: '/orders' },
      { step: 'read payment', service: 'payment', path: `/payments/${earlier.id}` },
    ];
    return new PurchaseRequests(requests, token, earlier.id);
  }

  /** Resolves when every request has an answer or was abandoned. */
  async end(): Promise<void> {
    this.leaving = true;
    await Promise.all(this.steps);
  }

  private async repeat(request: Sent): Promise<void> {
    while (!this.leaving) {
      await this.send(request);
      await pause(everyMs);
    }
  }

  private async send({ step, service, path, method = 'GET', body, key }: Sent): Promise<void> {
    const began = Date.now();
    try {
      const answer = await fetch(lab.url(service) + path, {
        method,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(key && { 'idempotency-key': key }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await answer.text();
      this.count(step, answer.status);
      if (answer.status >= 500 && !(answer.status === 503 && answer.headers.has('retry-after')))
        this.wrong.push(`${step}: ${answer.status} ${text}`);
      if (key && answer.ok) this.accepted.add((JSON.parse(text) as Order).id);
    } catch (error) {
      this.wrong.push(`${step}: ${String(error)} after ${Date.now() - began} ms`);
    }
  }

  private count(step: string, status: number): void {
    const ofStep = (this.answers[step] ??= {});
    ofStep[status] = (ofStep[status] ?? 0) + 1;
  }
}
