import { Inject, Injectable } from '@nestjs/common';
import { type Customer, DomainError, type PlaceOrder, topics } from '@webstore/contracts';
import { Outbox } from '@webstore/messaging';
import { rememberContext, withBaggage } from '@webstore/telemetry';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { CustomersRepository } from '../customers/customers.repository';
import { CartClient } from '../shop/cart.client';
import { CatalogClient } from '../shop/catalog.client';
import { totalCentsOf } from './order';
import { eventOf } from './order-events';
import { orderIdOf, requestHashOf } from './order-id';
import type { OrderEntity } from './order.entity';
import { OrdersJournal } from './orders.journal';
import { countCheckoutStart } from './orders.metrics';
import { OrdersRepository } from './orders.repository';
import { agreedLines } from './agreed-lines';

export interface Placed {
  order: OrderEntity;
  /** True when an earlier request with the same key had placed it. */
  replayed: boolean;
}

@Injectable()
export class PlaceOrderService {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly customers: CustomersRepository,
    private readonly cart: CartClient,
    private readonly catalog: CatalogClient,
    private readonly outbox: Outbox,
    private readonly journal: OrdersJournal,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'replayLookup'>,
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
        return await this.placeNew(id, request, customer, authorization);
      } catch (error) {
        // A request with the same key may have won meanwhile, and emptied the cart that this one found.
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
    const { items } = await this.cart.read(request.cartId, authorization);
    if (items.length === 0) throw new DomainError('cart_empty', `there is nothing in cart ${request.cartId}`);
    const reservation = await this.catalog.reserve(id, items, authorization);
    const order = newOrder(id, request, customer, agreedLines(items, reservation));
    const inserted = await this.dataSource.transaction(async (manager) => {
      if (this.config.replayLookup === 'twice' && (await this.orders.find(id))) return false;
      if (!(await this.orders.insert(manager, order))) return false;
      const { orderPlaced } = topics;
      await this.outbox.add(manager, orderPlaced, id, eventOf(orderPlaced, order));
      return true;
    });
    if (!inserted) return (await this.replay(id, request))!;
    this.journal.placed(order);
    return { order, replayed: false };
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
  request: PlaceOrder,
  { country, segment }: Customer,
  lines: OrderEntity['lines'],
): OrderEntity {
  const now = new Date();
  return {
    ...request,
    id,
    country,
    segment,
    lines,
    state: 'pending',
    totalCents: totalCentsOf(lines),
    reason: null,
    late: false,
    origin: rememberContext(),
    requestHash: requestHashOf(request),
    placedAt: now,
    updatedAt: now,
  };
}
