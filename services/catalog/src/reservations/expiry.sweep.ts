import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { Sweep } from '../sweep';
import { expiredReservations } from './reservations.metrics';
import { ReservationsService } from './reservations.service';

@Injectable()
export class ExpirySweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly reservations: ReservationsService,
  ) {
    super(config.expirySweepSeconds);
  }

  protected override async sweep(): Promise<void> {
    let released: number;
    do {
      released = await this.reservations.releaseExpired();
      expiredReservations.add({}, released);
    } while (released > 0);
  }
}
