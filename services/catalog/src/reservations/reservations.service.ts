import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, type Line, type OrderLine, type Reservation } from '@webstore/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { ProductsRepository } from '../products/products.repository';
import { StockService } from '../stock/stock.service';
import { perProduct, type Units } from '../stock/units';
import { outcomeOf, type Step, pricesOf, withPrices } from './reservation';
import { type NewReservation, ReservationsRepository } from './reservations.repository';

@Injectable()
export class ReservationsService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly reservations: ReservationsRepository,
    private readonly products: ProductsRepository,
    private readonly stock: StockService,
  ) {}

  async find(orderId: string): Promise<Reservation> {
    const reservation = await this.reservations.find(this.database.manager, orderId);
    if (!reservation) throw new DomainError('not_found', `order ${orderId} has no reservation`);
    return answer(reservation);
  }

  /** Sets stock aside for an order, all lines or none. Asked again, it answers what was set aside before. */
  async reserve(orderId: string, lines: Line[]): Promise<Reservation> {
    const units = perProduct(lines);
    return this.database.transaction(async (manager) => {
      const expiresAt = new Date(Date.now() + this.config.reservationMs);
      const held = { orderId, state: 'held' as const, lines: await this.priced(manager, units), expiresAt };
      const isNew = await this.reservations.insert(manager, held);
      if (!isNew) return this.standing(manager, orderId);

      await this.stock.reserve(manager, units);
      return answer(held);
    });
  }

  /** The order was paid: its goods leave, also when its reservation had been released meanwhile, or lost. */
  async commit(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    await this.know(manager, orderId, lines);
    await this.take(manager, orderId, 'commit');
  }

  /** The order came to nothing. */
  release(manager: EntityManager, orderId: string): Promise<void> {
    return this.take(manager, orderId, 'release');
  }

  /** The order was refunded and its goods came back. */
  async takeBack(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    await this.know(manager, orderId, lines);
    await this.take(manager, orderId, 'return');
  }

  /** @returns the orders whose reservations were released because their time was over */
  releaseExpired(): Promise<string[]> {
    return this.database.transaction(async (manager) => {
      const expired = await this.reservations.lockExpired(manager);
      if (expired.length === 0) return [];
      const orderIds = expired.map(({ orderId }) => orderId);
      const units = perProduct(expired.flatMap(({ lines }) => lines));
      await this.stock.release(manager, units);
      await this.reservations.enter(manager, orderIds, 'released');
      return orderIds;
    });
  }

  /** Makes sure that the order has a reservation, if only one that is released. */
  private async know(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    const priced = withPrices(perProduct(lines), pricesOf(lines));
    await this.reservations.insert(manager, {
      orderId,
      state: 'released',
      lines: priced,
      expiresAt: new Date(),
    });
  }

  private async take(manager: EntityManager, orderId: string, step: Step): Promise<void> {
    const reservation = await this.reservations.lock(manager, orderId);
    const outcome = reservation && outcomeOf(reservation.state, step);
    if (!outcome) return;
    await this.stock.move(manager, orderId, reservation.lines, outcome);
    await this.reservations.enter(manager, [orderId], outcome.state);
  }

  private async priced(manager: EntityManager, units: Units[]): Promise<OrderLine[]> {
    return withPrices(
      units,
      await this.products.prices(
        manager,
        units.map(({ productId }) => productId),
      ),
    );
  }

  /** The reservation that an order has already. One whose stock is gone does not come back. */
  private async standing(manager: EntityManager, orderId: string): Promise<Reservation> {
    const reservation = await this.reservations.lock(manager, orderId);
    if (reservation?.state === 'held' || reservation?.state === 'committed') return answer(reservation);
    throw new DomainError('conflict', `the reservation of order ${orderId} is ${reservation?.state}`);
  }
}

function answer({ orderId, state, lines, expiresAt }: NewReservation): Reservation {
  return { orderId, state, lines, expiresAt: expiresAt.toISOString() };
}
