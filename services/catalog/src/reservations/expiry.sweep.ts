import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { Sweep } from '../sweep';
import { expiredReservations } from './reservations.metrics';
import { ReservationsService } from './reservations.service';

/** Gives stock back to the shop that nobody bought in time. */
@Injectable()
export class ExpirySweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly reservations: ReservationsService,
  ) {
    super(config.expireEveryMs);
  }

  protected override async sweep(): Promise<void> {
    let orderIds: string[];
    do {
      orderIds = await this.reservations.releaseExpired();
      expiredReservations.add({}, orderIds.length);
      for (const orderId of orderIds)
        this.logger.warn('a reservation expired', { 'webstore.order.id': orderId });
    } while (orderIds.length > 0);
  }
}
