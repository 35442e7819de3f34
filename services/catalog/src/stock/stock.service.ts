import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, maxOnHand, type Stock } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import type { DataSource, EntityManager } from 'typeorm';
import { deliveriesFor } from './restocking';
import { type Effect, StockRepository } from './stock.repository';
import { type Availability, type Shortage, shortOf, type Units } from './units';

@Injectable()
export class StockService {
  private readonly logger = new Logger(StockService.name);

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly stock: StockRepository,
  ) {}

  async available(productIds: string[]): Promise<Map<string, number>> {
    if ((await flag('catalog.stock-lookup')) === 'together') return this.stock.available(productIds);
    const levels = await Promise.all(productIds.map((id) => this.stock.available([id])));
    return new Map(levels.flatMap((level) => [...level]));
  }

  levels(): Promise<Stock[]> {
    return this.stock.levels();
  }

  /** Creates the stock level of a new product. */
  async open(manager: EntityManager, productId: string, quantity: number): Promise<void> {
    await this.stock.insert(manager, productId);
    if (quantity > 0) await this.enter(manager, 'seeded', 'opening', [{ productId, quantity }]);
  }

  async restock(productId: string, quantity: number): Promise<void> {
    await this.database.transaction(async (manager) => {
      const [level] = await this.stock.lock(manager, [productId]);
      if (level && level.onHand + quantity > maxOnHand) {
        const room = `there is room for ${maxOnHand} units of a product, and ${level.onHand} are there`;
        throw new DomainError('conflict', room);
      }
      await this.enter(manager, 'restocked', `request:${randomUUID()}`, [{ productId, quantity }]);
    });
  }

  /** The products that are sold out. */
  soldOut(limit: number, without: string[]): Promise<string[]> {
    return this.stock.soldOut(limit, without);
  }

  /** Restocks a product, unless it is no longer sold out or another transaction has locked it. */
  async restockSoldOut(productId: string): Promise<void> {
    const units = await this.database.transaction(async (manager) => {
      const deliveries = deliveriesFor(await this.stock.lockSoldOut(manager, productId));
      if (deliveries.length > 0)
        await this.enter(manager, 'restocked', `sold-out:${randomUUID()}`, deliveries);
      return deliveries;
    });
    for (const { quantity } of units) {
      this.logger.log('restocked a sold-out product', { 'webstore.product.id': productId, quantity });
    }
  }

  /**
   * Reserves all of `units` or none.
   * @param allow throws to refuse a reservation of available units
   */
  async reserve(
    manager: EntityManager,
    units: Units[],
    allow: (levels: Availability[]) => void = () => undefined,
  ): Promise<void> {
    const levels = await this.stock.lock(manager, productIds(units));
    const short = shortOf(units, levels);
    if (short.length > 0) throw outOfStock(short);
    allow(levels);
    await this.stock.apply(manager, units, { onHand: 0, reserved: 1 });
  }

  /** Releases reserved `units`. */
  async release(manager: EntityManager, units: Units[]): Promise<void> {
    await this.stock.lock(manager, productIds(units));
    await this.stock.apply(manager, units, { onHand: 0, reserved: -1 });
  }

  /** Moves goods for an order. If a paid order is short of stock, the supplier delivers the rest first. */
  async move(manager: EntityManager, orderId: string, units: Units[], effect: Effect): Promise<void> {
    const levels = await this.stock.lock(manager, productIds(units));
    if (levels.length < units.length) throw notOurs(units);
    const takesAvailable = effect.onHand < effect.reserved;
    const deliveries = takesAvailable ? deliveriesFor(shortOf(units, levels)) : [];
    if (deliveries.length > 0) await this.enter(manager, 'restocked', `order:${orderId}`, deliveries);
    await this.stock.apply(manager, units, effect);
    if (effect.booked) await this.stock.book(manager, effect.booked, `order:${orderId}`, units);
  }

  private async enter(
    manager: EntityManager,
    kind: 'seeded' | 'restocked',
    reference: string,
    units: Units[],
  ): Promise<void> {
    await this.stock.apply(manager, units, { onHand: 1, reserved: 0 });
    await this.stock.book(manager, kind, reference, units);
  }
}

const productIds = (units: Units[]) => units.map(({ productId }) => productId);

function outOfStock(short: Shortage[]): DomainError {
  const left = short.map(({ productId, available }) => `only ${available} of ${productId} are left`);
  return new DomainError('out_of_stock', left.join('; '));
}

function notOurs(units: Units[]): DomainError {
  return new DomainError('not_found', `not all of these products are ours: ${productIds(units).join()}`);
}
