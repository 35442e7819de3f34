import {
  type Cart,
  cart,
  type Country,
  type Customer,
  customer,
  demoCustomerId,
  type Ledger,
  ledger,
  type Line,
  type Order,
  order,
  type OrdersSummary,
  ordersSummary,
  product,
  type Product,
  productPage,
  type Reservation,
  reservation,
  type Stock,
  stock,
} from '@webstore/contracts';
import { z } from 'zod';
import { mapConcurrently } from '../map-concurrently.ts';
import type { Lab } from '../lab.ts';
import { Customers } from './customers.ts';

/** A request may wait for a slow answer, but not forever. */
const patience = 10_000;

interface Sent {
  method?: string;
  body?: unknown;
  token?: string;
  headers?: Record<string, string>;
}

/** The shop over HTTP, for a customer and for an accountant. */
export class Shop {
  private readonly lab: Lab;
  private readonly tokens: Customers;
  /** The owner of the cart: no other customer may fill it. */
  private readonly owners = new Map<string, string>();

  constructor(lab: Lab) {
    this.lab = lab;
    this.tokens = new Customers(lab);
  }

  async customers(country?: Country): Promise<Customer[]> {
    const path = country ? `/customers?country=${country}` : '/customers';
    return this.parsed(z.array(customer), await this.send('checkout', path));
  }

  /** Logs customers in before their first cart, so that measurements exclude logins. */
  async logIn(customers: readonly Customer[]): Promise<void> {
    await mapConcurrently(customers, ({ id }) => this.tokens.tokenOf(id));
  }

  async products(): Promise<Product[]> {
    return this.parsed(productPage, await this.send('catalog', '/products?pageSize=100')).items;
  }

  async product(id: string): Promise<Product> {
    return this.parsed(product, await this.send('catalog', `/products/${id}`));
  }

  async newCart(customerId: string): Promise<string> {
    const token = await this.tokens.tokenOf(customerId);
    const { id } = this.parsed(cart, await this.send('cart', '/carts', { method: 'POST', token }));
    this.owners.set(id, customerId);
    return id;
  }

  async cart(id: string): Promise<Cart> {
    return this.parsed(cart, await this.send('cart', `/carts/${id}`, this.reader()));
  }

  async putItem(cartId: string, productId: string, quantity = 1): Promise<void> {
    const path = `/carts/${cartId}/items/${productId}`;
    const token = await this.tokens.tokenOf(this.owners.get(cartId) ?? demoCustomerId);
    this.parsed(cart, await this.send('cart', path, { method: 'PUT', body: { quantity }, token }));
  }

  /** The response, whatever its status: 201, 200 for a repeated key, 409, 422. */
  async placing(cartId: string, customerId: string, headers: Record<string, string>): Promise<Answer> {
    const body = { cartId, customerId };
    const token = await this.tokens.tokenOf(customerId);
    return this.send('checkout', '/orders', { method: 'POST', body, headers, token });
  }

  async place(cartId: string, customerId: string, headers: Record<string, string>): Promise<Order> {
    return this.parsed(order, await this.placing(cartId, customerId, headers));
  }

  async order(id: string): Promise<Order> {
    return this.parsed(order, await this.send('checkout', `/orders/${id}`, this.reader()));
  }

  /** Reserves stock, as checkout does for an order. */
  async reserve(orderId: string, lines: Line[]): Promise<Reservation> {
    const sent = { method: 'PUT', body: { lines } };
    return this.parsed(reservation, await this.send('catalog', `/reservations/${orderId}`, sent));
  }

  async reservation(orderId: string): Promise<Reservation> {
    return this.parsed(reservation, await this.send('catalog', `/reservations/${orderId}`, this.reader()));
  }

  /** The accounts of checkout. */
  async orders(): Promise<OrdersSummary> {
    return this.parsed(ordersSummary, await this.send('checkout', '/orders/summary', this.reader()));
  }

  /** The accounts of the warehouse. */
  async stock(): Promise<Stock[]> {
    return this.parsed(z.array(stock), await this.send('catalog', '/stock', this.reader()));
  }

  /** The accounts of the bank. */
  async ledger(): Promise<Ledger> {
    return this.parsed(ledger, await this.send('acquirer', '/ledger'));
  }

  private reader(): Sent {
    return { token: this.lab.settings().TEST_TOKEN };
  }

  private async send(
    service: 'catalog' | 'cart' | 'checkout' | 'acquirer',
    path: string,
    { method = 'GET', body, token = this.lab.settings().USER_TOKEN, headers = {} }: Sent = {},
  ): Promise<Answer> {
    const request = `${method} ${service}${path}`;
    const answer = await fetch(`${this.lab.url(service)}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    }).catch((cause: unknown) => {
      const late = cause instanceof Error && cause.name === 'TimeoutError';
      const what = late ? `did not answer within ${patience / 1_000} s` : 'cannot be reached';
      throw new Error(`${service} ${what} (${request})`, { cause });
    });
    return { request, status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  private parsed<S extends z.ZodType>(schema: S, { request, status, text }: Answer): z.infer<S> {
    if (status > 299) throw new Error(`${request} answered ${status}: ${text}`);
    return schema.parse(JSON.parse(text));
  }
}

export interface Answer {
  request: string;
  status: number;
  headers: Headers;
  text: string;
}
