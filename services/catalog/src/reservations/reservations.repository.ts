import { Injectable } from '@nestjs/common';
import type { OrderLine } from '@webstore/contracts';
import { type EntityManager, In, LessThan } from 'typeorm';
import type { ReservationState } from './reservation';
import { ReservationEntity } from './reservation.entity';

/** So many expired reservations are released in one transaction. */
const sweepBatch = 100;

export type NewReservation = Pick<ReservationEntity, 'orderId' | 'state' | 'lines' | 'expiresAt'>;

@Injectable()
export class ReservationsRepository {
  find(manager: EntityManager, orderId: string): Promise<ReservationEntity | null> {
    return manager.findOneBy(ReservationEntity, { orderId });
  }

  lock(manager: EntityManager, orderId: string): Promise<ReservationEntity | null> {
    return manager.findOne(ReservationEntity, { where: { orderId }, lock: { mode: 'pessimistic_write' } });
  }

  /** Locks held reservations whose time is over, but none that somebody is working on. */
  lockExpired(manager: EntityManager): Promise<ReservationEntity[]> {
    return manager.find(ReservationEntity, {
      where: { state: 'held', expiresAt: LessThan(new Date()) },
      order: { expiresAt: 'ASC' },
      take: sweepBatch,
      lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    });
  }

  /**
   * A second insert of the same order waits here until the first one's transaction has ended.
   * @returns false when the order has a reservation already
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

  async enter(manager: EntityManager, orderIds: string[], state: ReservationState): Promise<void> {
    await manager.update(ReservationEntity, { orderId: In(orderIds) }, { state });
  }
}
