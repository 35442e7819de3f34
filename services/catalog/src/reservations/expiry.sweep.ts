import { Inject, Injectable } from '@nestjs/common';
import { Sweep } from '@webstore/messaging';
import { CONFIG, type Config } from '../config';
import { expiredReservations } from './reservations.metrics';
import { ReservationsService } from './reservations.service';

const BATCH = 100;

/** Releases the stock of expired reservations. */
@Injectable()
export class ExpirySweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly reservations: ReservationsService,
  ) {
    super(config.expireEveryMs, BATCH);
  }

  protected due(limit: number, without: string[]): Promise<string[]> {
    return this.reservations.expired(limit, without);
  }

  protected async handle(orderId: string): Promise<void> {
    if (!(await this.reservations.expire(orderId))) return;
    expiredReservations.add({});
    this.logger.warn('a reservation expired', { 'webstore.order.id': orderId });
  }
}
