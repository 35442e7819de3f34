import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import {
  cart,
  type Order,
  order,
  type Product,
  product,
  productPage,
  syntheticCustomerId,
  syntheticProductId,
} from '@webstore/contracts';
import { type CallOptions, JsonClient } from '@webstore/http';
import { CONFIG, type Config } from '../config';

/** A page that waits for its order asks about as often. */
const ASK_AGAIN_MS = 250;

/** The shop as the synthetic customer meets it: from outside, over HTTP, with a token of its own. */
@Injectable()
export class ShopClient {
  private readonly catalog: JsonClient;
  private readonly cart: JsonClient;
  private readonly checkout: JsonClient;
  private readonly authorization: string;

  constructor(@Inject(CONFIG) config: Config) {
    const { stepDeadlineMs: timeoutMs } = config;
    this.catalog = new JsonClient({ name: 'catalog', baseUrl: config.catalogUrl, timeoutMs });
    this.cart = new JsonClient({ name: 'cart', baseUrl: config.cartUrl, timeoutMs });
    this.checkout = new JsonClient({ name: 'checkout', baseUrl: config.checkoutUrl, timeoutMs });
    this.authorization = `Bearer ${config.syntheticToken}`;
  }

  async browse(signal: AbortSignal): Promise<void> {
    const { items } = await this.catalog.get('/products', productPage, this.with(signal));
    if (items.length === 0) throw new Error('the shop shows no products');
  }

  product(signal: AbortSignal): Promise<Product> {
    return this.catalog.get(`/products/${syntheticProductId}`, product, this.with(signal));
  }

  /** @returns the id of a new cart with one of the product in it */
  async fillCart(productId: string, signal: AbortSignal): Promise<string> {
    const { id } = await this.cart.post('/carts', undefined, cart, this.with(signal));
    await this.cart.put(`/carts/${id}/items/${productId}`, { quantity: 1 }, cart, this.with(signal));
    return id;
  }

  order(cartId: string, signal: AbortSignal): Promise<Order> {
    const body = { cartId, customerId: syntheticCustomerId };
    const headers = { 'idempotency-key': randomUUID() };
    return this.checkout.post('/orders', body, order, { ...this.with(signal), headers });
  }

  /** Waits until the order has ended. That a bank declines is an answer: the shop has done its part. */
  async confirmation(orderId: string, signal: AbortSignal): Promise<Order> {
    for (;;) {
      const now = await this.checkout.get(`/orders/${orderId}`, order, this.with(signal));
      if (now.state === 'completed' || now.reason === 'payment_declined') return now;
      if (now.state !== 'pending') throw new Error(`the order is ${now.state}: ${now.reason}`);
      await pause(ASK_AGAIN_MS, undefined, { signal }).catch(() => {
        throw new Error('the order is still pending');
      });
    }
  }

  private with(signal: AbortSignal): CallOptions {
    return { authorization: this.authorization, signal };
  }
}
