import { Injectable } from '@nestjs/common';
import type { OrderLine } from '@webstore/contracts';
import type { EntityManager } from 'typeorm';
import type { ReservationState } from './reservation';
import { perProduct, type Units } from '../stock/units';
import { ReservationEntity } from './reservation.entity';

export type NewReservation = Pick<
  ReservationEntity,
  'orderId' | 'customerId' | 'state' | 'lines' | 'expiresAt'
>;

@Injectable()
export class ReservationsRepository {
  find(manager: EntityManager, orderId: string): Promise<ReservationEntity | null> {
    return manager.findOneBy(ReservationEntity, { orderId });
  }

  lock(manager: EntityManager, orderId: string): Promise<ReservationEntity | null> {
    return manager.findOne(ReservationEntity, { where: { orderId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Ids of orders with expired reservations that are still held. */
  async expired(manager: EntityManager, limit: number, without: string[]): Promise<string[]> {
    const rows: { order_id: string }[] = await manager.query(
      `SELECT order_id FROM reservations
       WHERE state = 'held' AND expires_at < now() AND order_id <> ALL($2::uuid[]) ORDER BY expires_at LIMIT $1`,
      [limit, without],
    );
    return rows.map((row) => row.order_id);
  }

  /**
   * Units held by a customer. Locks the customer's reservations until the end of the transaction.
   * @returns undefined if another transaction holds the lock; waiting in PostgreSQL would occupy a pooled connection
   */
  async lockHeld(manager: EntityManager, customerId: string): Promise<Units[] | undefined> {
    const [row] = (await manager.query(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('reservations of ' || $1, 0)) AS "hasTurn"`,
      [customerId],
    )) as { hasTurn: boolean }[];
    if (!row?.hasTurn) return undefined;
    const held = await manager.findBy(ReservationEntity, { customerId, state: 'held' });
    return perProduct(held.flatMap(({ lines }) => lines));
  }

  /**
   * Inserts a reservation. A concurrent insert for the same order waits for the end of the first transaction.
   * @returns false if the order already has a reservation
   */
  async insert(manager: EntityManager, reservation: NewReservation): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(ReservationEntity)
      .values(reservation)
      .orIgnore()
      .returning('order_id')
      .execute();
    return (inserted.raw as unknown[]).length === 1;
  }

  async price(manager: EntityManager, orderId: string, lines: OrderLine[]): Promise<void> {
    await manager.update(ReservationEntity, { orderId }, { lines });
  }

  async enter(manager: EntityManager, orderId: string, state: ReservationState): Promise<void> {
    await manager.update(ReservationEntity, { orderId }, { state });
  }
}
