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

/** Polling interval for the order, similar to that of the storefront. */
const ASK_AGAIN_MS = 250;

/** Client of the shop for the synthetic customer: over HTTP, with its own token. */
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

  /** @returns the id of a new cart with one unit of the product */
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

  /** Waits until the order has ended. A decline of the acquirer counts as success, because the shop works. */
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
