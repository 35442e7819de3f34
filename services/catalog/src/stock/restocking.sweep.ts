import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { Sweep } from '../sweep';
import { StockService } from './stock.service';

/** Has sold-out products delivered, so that the lab never runs dry. */
@Injectable()
export class RestockingSweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly stock: StockService,
  ) {
    super(config.restockEveryMs);
  }

  protected override sweep(): Promise<void> {
    return this.stock.restockSoldOut();
  }
}
