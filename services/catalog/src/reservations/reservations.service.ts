import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import {
  changedPrices,
  DomainError,
  type OrderLine,
  refusePriceChanges,
  type RequestedLine,
  type Reservation,
  type ReserveStock,
} from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';
import { databaseLimits } from '@webstore/http/database';
import type { DataSource, EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { ProductsRepository } from '../products/products.repository';
import { StockService } from '../stock/stock.service';
import { perProduct, type Units } from '../stock/units';
import { withinHeldLimit } from './held-limit';
import { hasUnits, outcomeOf, type Step, pricesOf, withPrices } from './reservation';
import type { ReservationEntity } from './reservation.entity';
import { type NewReservation, ReservationsRepository } from './reservations.repository';
import { Turns } from './turns';

/** Maximum wait for other reservations of the same customer, in milliseconds. */
const TURN_MS = databaseLimits.statementMs;

@Injectable()
export class ReservationsService {
  private readonly turns = new Turns();

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly reservations: ReservationsRepository,
    private readonly products: ProductsRepository,
    private readonly stock: StockService,
  ) {}

  async find(orderId: string, caller: Principal): Promise<Reservation> {
    return answer(ownOf(caller, orderId, await this.reservations.find(this.database.manager, orderId)));
  }

  /**
   * Reserves stock for an order, all lines or none. A repeated call returns the existing reservation.
   * @throws DomainError `price_changed` if a price differs from that of its line; then nothing is reserved
   */
  async reserve(orderId: string, request: ReserveStock, caller: Principal): Promise<Reservation> {
    const customerId = buyerOf(caller, request.customerId);
    const deadline = Date.now() + TURN_MS;
    const reserve = async () => {
      while (Date.now() <= deadline) {
        const reservation = await this.reserveInTurn(orderId, request.lines, { caller, customerId });
        if (reservation) return reservation;
        await pause(10 + Math.random() * 20);
      }
      throw new DomainError('overloaded', `other reservations of customer ${customerId} take too long`);
    };
    // Waits without a connection. Otherwise one customer's requests could occupy the whole pool.
    return customerId === null ? reserve() : this.turns.take(customerId, reserve);
  }

  /** @returns undefined if another instance is processing a reservation of the customer */
  private async reserveInTurn(
    orderId: string,
    lines: RequestedLine[],
    { caller, customerId }: { caller: Principal; customerId: string | null },
  ): Promise<Reservation | undefined> {
    const units = perProduct(lines);
    return this.database.transaction(async (manager) => {
      const held = customerId === null ? [] : await this.reservations.lockHeld(manager, customerId);
      if (!held) return undefined;
      const priced = await this.priced(manager, units);
      const expiresAt = new Date(Date.now() + this.config.reservationMs);
      const reservation = { orderId, customerId, state: 'held' as const, lines: priced, expiresAt };
      const isNew = await this.reservations.insert(manager, reservation);
      if (!isNew) return this.existing(manager, reservation, lines, caller);

      refusePriceChanges(changedPrices(lines, priced));
      await this.stock.reserve(manager, units, (levels) => {
        if (customerId !== null) withinHeldLimit(units, held, levels);
      });
      return answer(reservation);
    });
  }

  /** Releases the reservation of an order that was not placed. */
  async giveBack(orderId: string, caller: Principal): Promise<Reservation> {
    return this.database.transaction(async (manager) => {
      const reservation = ownOf(caller, orderId, await this.reservations.lock(manager, orderId));
      await this.transition(manager, orderId, 'release');
      return {
        ...answer(reservation),
        state: outcomeOf(reservation.state, 'release')?.state ?? reservation.state,
      };
    });
  }

  /** Ships a paid order, even if its reservation was released or lost. */
  async commit(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    await this.ensureExists(manager, orderId, lines);
    await this.transition(manager, orderId, 'commit');
  }

  /** Releases the reservation of a cancelled order. */
  release(manager: EntityManager, orderId: string): Promise<void> {
    return this.transition(manager, orderId, 'release');
  }

  /** Returns the goods of a refunded order to stock. */
  async takeBack(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    await this.ensureExists(manager, orderId, lines);
    await this.transition(manager, orderId, 'return');
  }

  /** Ids of orders with expired reservations that are still held. */
  expired(limit: number, without: string[]): Promise<string[]> {
    return this.reservations.expired(this.database.manager, limit, without);
  }

  /**
   * Releases an expired reservation.
   * @returns false if it was already released or bought
   */
  expire(orderId: string): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const reservation = await this.reservations.lock(manager, orderId);
      if (reservation?.state !== 'held' || reservation.expiresAt > new Date()) return false;
      await this.transition(manager, orderId, 'release');
      return true;
    });
  }

  /** Ensures that the order has a reservation; creates a released one if necessary. */
  private async ensureExists(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    const priced = withPrices(perProduct(lines), pricesOf(lines));
    await this.reservations.insert(manager, {
      orderId,
      customerId: null,
      state: 'released',
      lines: priced,
      expiresAt: new Date(),
    });
  }

  private async transition(manager: EntityManager, orderId: string, step: Step): Promise<void> {
    const reservation = await this.reservations.lock(manager, orderId);
    const outcome = reservation && outcomeOf(reservation.state, step);
    if (!outcome) return;
    await this.stock.move(manager, orderId, reservation.lines, outcome);
    await this.reservations.enter(manager, orderId, outcome.state);
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

  /**
   * The existing reservation of an order. A released one is not reserved again. Its prices are those of the first request,
   * until the customer has seen and accepted the current ones.
   */
  private async existing(
    manager: EntityManager,
    present: NewReservation,
    requested: RequestedLine[],
    caller: Principal,
  ): Promise<Reservation> {
    const { orderId } = present;
    const known = await this.reservations.lock(manager, orderId);
    // From before reservations had customers. The caller knows the order id, so it placed the order.
    const standing = known?.customerId === null ? known : ownOf(caller, orderId, known);
    if (standing.state !== 'held' && standing.state !== 'committed') {
      throw new DomainError(
        'conflict',
        `the reservation of order ${orderId} is ${standing.state}: order with a new key`,
      );
    }
    const isAsShown = changedPrices(requested, standing.lines).length === 0;
    if (isAsShown || standing.state === 'committed' || !hasUnits(standing, present)) return answer(standing);
    refusePriceChanges(changedPrices(requested, present.lines));
    await this.reservations.price(manager, orderId, present.lines);
    return answer({ ...standing, lines: present.lines });
  }
}

/**
 * The customer of a reservation: the caller, or the customer that an admin names. null for the admin itself, who has no limit.
 * @throws DomainError `not_found` for another customer than the caller
 */
function buyerOf(caller: Principal, customerId = caller.customerId): string | null {
  if (customerId !== undefined && !mayAccess(caller, customerId))
    throw new DomainError('not_found', `there is no customer ${customerId}`);
  return customerId ?? null;
}

/** @throws DomainError `not_found` if the reservation is missing or belongs to another customer */
function ownOf(caller: Principal, orderId: string, reservation: ReservationEntity | null): ReservationEntity {
  if (reservation && mayAccess(caller, reservation.customerId)) return reservation;
  throw new DomainError('not_found', `order ${orderId} has no reservation`);
}

function answer({ orderId, state, lines, expiresAt }: NewReservation): Reservation {
  return { orderId, state, lines, expiresAt: expiresAt.toISOString() };
}
