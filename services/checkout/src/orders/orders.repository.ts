import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DomainError, type OrderState } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';
import { type EntityManager, In, LessThan, Not, Repository } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { OrderEntity } from './order.entity';

interface Filter {
  /** Default: any. */
  state?: OrderState;
  /** Customer id. Default: any customer. */
  customerId?: string;
}

@Injectable()
export class OrdersRepository {
  constructor(
    @InjectRepository(OrderEntity) private readonly orders: Repository<OrderEntity>,
    @Inject(CONFIG) private readonly config: Pick<Config, 'replayLookup'>,
  ) {}

  find(id: string): Promise<OrderEntity | null> {
    return this.orders.findOneBy({ id });
  }

  async get(id: string): Promise<OrderEntity> {
    return (await this.find(id)) ?? unknown(id);
  }

  /** @throws DomainError `not_found` also for another customer's order, so that its existence is not revealed */
  async getFor(caller: Principal, id: string): Promise<OrderEntity> {
    const order = await this.find(id);
    return order && mayAccess(caller, order.customerId) ? order : unknown(id);
  }

  newest({ state, customerId }: Filter, limit: number): Promise<OrderEntity[]> {
    const where = { ...(state && { state }), ...(customerId !== undefined && { customerId }) };
    return this.orders.find({ where, order: { placedAt: 'DESC' }, take: limit });
  }

  /** Locks an order, waiting for concurrent changes: its events arrive on several topics at once. */
  async lock(manager: EntityManager, id: string): Promise<OrderEntity> {
    const lock = { mode: 'pessimistic_write' } as const;
    return (await manager.findOne(OrderEntity, { where: { id }, lock })) ?? unknown(id);
  }

  /** The order that occupies a cart. */
  findOfCart(cartId: string): Promise<OrderEntity | null> {
    return this.orders.findOneBy({ activeCartId: cartId });
  }

  /** Inserts an order. @returns false if an order with this id exists or another order occupies the cart */
  async insert(manager: EntityManager, order: OrderEntity): Promise<boolean> {
    if (this.config.replayLookup === 'twice' && (await this.find(order.id))) return false;
    const query = manager.createQueryBuilder().insert().into(OrderEntity).values(order).orIgnore();
    const { raw } = await query.returning('id').execute();
    return (raw as unknown[]).length === 1;
  }

  /** Updates the mutable columns of an order. */
  async update(manager: EntityManager, order: OrderEntity): Promise<void> {
    const { id, state, reason, late, updatedAt } = order;
    const activeCartId = state === 'cancelled' ? null : order.activeCartId;
    await manager.update(OrderEntity, { id }, { state, reason, late, updatedAt, activeCartId });
  }

  /** Ids of pending orders placed before `cutoff`, oldest first, except those in `without`. */
  async pending(
    cutoff: Date,
    limit: number,
    without: string[],
    filter: { late?: boolean } = {},
  ): Promise<string[]> {
    const where = { state: 'pending' as const, placedAt: LessThan(cutoff), id: Not(In(without)), ...filter };
    const found = await this.orders.find({
      select: { id: true },
      where,
      order: { placedAt: 'ASC' },
      take: limit,
    });
    return found.map(({ id }) => id);
  }

  /** Locks an order that is still pending, unless another transaction has locked it. */
  lockPending(manager: EntityManager, id: string): Promise<OrderEntity | null> {
    const lock = { mode: 'pessimistic_write', onLocked: 'skip_locked' } as const;
    return manager.findOne(OrderEntity, { where: { id, state: 'pending' }, lock });
  }
}

function unknown(id: string): never {
  throw new DomainError('not_found', `there is no order ${id}`);
}
