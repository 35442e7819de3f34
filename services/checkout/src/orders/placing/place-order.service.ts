import { Injectable, Logger } from '@nestjs/common';
import {
  type Cart,
  type Customer,
  DomainError,
  type OrderLine,
  type PlaceOrder,
  topics,
  totalCentsOf,
} from '@webstore/contracts';
import { Outbox } from '@webstore/messaging';
import { rememberContext, withBaggage } from '@webstore/telemetry';
import { DataSource } from 'typeorm';
import { CustomersRepository } from '../../customers/customers.repository';
import { CartClient } from '../../shop/cart.client';
import { CatalogClient } from '../../shop/catalog.client';
import { eventOf } from '../order-events';
import { orderIdOf, requestHashOf } from './order-id';
import type { OrderEntity } from '../order.entity';
import { OrdersJournal } from '../orders.journal';
import { countCheckoutStart } from '../orders.metrics';
import { OrdersRepository } from '../orders.repository';
import { agreedLines } from './agreed-lines';
import { refuseOtherThanShown } from './as-shown';
import { CartClaims, cartOrdered } from './cart-claims';

export interface Placed {
  order: OrderEntity;
  /** True if an earlier request with the same key placed the order. */
  replayed: boolean;
}

@Injectable()
export class PlaceOrderService {
  private readonly logger = new Logger(PlaceOrderService.name);

  constructor(
    private readonly orders: OrdersRepository,
    private readonly customers: CustomersRepository,
    private readonly cart: CartClient,
    private readonly catalog: CatalogClient,
    private readonly outbox: Outbox,
    private readonly journal: OrdersJournal,
    private readonly claims: CartClaims,
    private readonly dataSource: DataSource,
  ) {}

  async place(request: PlaceOrder, idempotencyKey: string, authorization?: string): Promise<Placed> {
    const id = orderIdOf(request.customerId, idempotencyKey);
    const earlier = await this.replay(id, request);
    if (earlier) return earlier;
    const customer = await this.customers.get(request.customerId);
    const known = { 'webstore.country': customer.country, 'webstore.customer.segment': customer.segment };
    return withBaggage(known, async () => {
      countCheckoutStart(customer);
      try {
        const place = () => this.placeNew(id, request, customer, authorization);
        return await this.claims.during(request.cartId, id, place);
      } catch (error) {
        // A concurrent request with the same key may have placed the order and emptied the cart.
        const winner = await this.replay(id, request);
        if (winner) return winner;
        throw error;
      }
    });
  }

  private async placeNew(
    id: string,
    request: PlaceOrder,
    customer: Customer,
    authorization?: string,
  ): Promise<Placed> {
    await this.refuseOrdered(request.cartId);
    const cart = await this.cart.read(request.cartId, authorization);
    if (cart.items.length === 0) throw new DomainError('cart_empty', `there is nothing in cart ${cart.id}`);
    refuseOtherThanShown(request, cart.items);
    const order = newOrder(
      id,
      request,
      customer,
      await this.reserve(id, request.customerId, cart, authorization),
    );
    const inserted = await this.dataSource.transaction(async (manager) => {
      if (!(await this.orders.insert(manager, order))) return false;
      const { orderPlaced } = topics;
      await this.outbox.add(manager, orderPlaced, id, eventOf(orderPlaced, order));
      return true;
    });
    if (!inserted) return this.lost(id, request, authorization);
    this.journal.placed(order);
    return { order, replayed: false };
  }

  private async reserve(
    id: string,
    customerId: string,
    { items }: Cart,
    authorization?: string,
  ): Promise<OrderLine[]> {
    const reservation = await this.catalog.reserve(id, customerId, items, authorization);
    try {
      return agreedLines(items, reservation);
    } catch (error) {
      await this.giveBack(id, authorization);
      throw error;
    }
  }

  /** Handles a lost race: returns the order of a request with the same key, or refuses a cart that was already ordered. */
  private async lost(id: string, request: PlaceOrder, authorization?: string): Promise<Placed> {
    const winner = await this.replay(id, request);
    if (winner) return winner;
    await this.giveBack(id, authorization);
    await this.refuseOrdered(request.cartId);
    throw new DomainError(
      'conflict',
      `the order of cart ${request.cartId} was cancelled meanwhile: order again`,
    );
  }

  private async refuseOrdered(cartId: string): Promise<void> {
    const order = await this.orders.findOfCart(cartId);
    if (order) throw cartOrdered(cartId, order.id);
  }

  /** Releases the reservation. If that fails, the reservation expires later. */
  private async giveBack(id: string, authorization?: string): Promise<void> {
    await this.catalog.giveBack(id, authorization).catch((error: unknown) => {
      this.logger.warn('stock could not be given back before it expires', { 'webstore.order.id': id }, error);
    });
  }

  private async replay(id: string, request: PlaceOrder): Promise<Placed | undefined> {
    const order = await this.orders.find(id);
    if (!order) return undefined;
    if (order.requestHash === requestHashOf(request)) return { order, replayed: true };
    throw new DomainError('idempotency_key_reused', `this key placed order ${id} from another cart`);
  }
}

function newOrder(
  id: string,
  { cartId, customerId }: PlaceOrder,
  { country, segment }: Customer,
  lines: OrderEntity['lines'],
): OrderEntity {
  const now = new Date();
  return {
    id,
    cartId,
    customerId,
    activeCartId: cartId,
    country,
    segment,
    lines,
    state: 'pending',
    totalCents: totalCentsOf(lines),
    reason: null,
    late: false,
    origin: rememberContext(),
    requestHash: requestHashOf({ cartId, customerId }),
    placedAt: now,
    updatedAt: now,
  };
}
