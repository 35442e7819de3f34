import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWork } from '@webstore/messaging';
import { CONFIG, type Config } from '../config';
import { expiredReservations } from './reservations.metrics';
import { ReservationsService } from './reservations.service';

/** Gives stock back to the shop that nobody bought in time. */
@Injectable()
export class ExpirySweep extends BackgroundWork {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly reservations: ReservationsService,
  ) {
    super(config.expireEveryMs);
  }

  async run(): Promise<boolean> {
    const orderIds = await this.reservations.releaseExpired();
    expiredReservations.add({}, orderIds.length);
    for (const orderId of orderIds)
      this.logger.warn('a reservation expired', { 'webstore.order.id': orderId });
    return orderIds.length > 0;
  }
}
