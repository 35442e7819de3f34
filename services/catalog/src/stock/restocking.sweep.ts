import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWork } from '@webstore/messaging';
import { CONFIG, type Config } from '../config';
import { StockService } from './stock.service';

/** Has sold-out products delivered, so that the lab never runs dry. */
@Injectable()
export class RestockingSweep extends BackgroundWork {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly stock: StockService,
  ) {
    super(config.restockEveryMs);
  }

  async run(): Promise<boolean> {
    await this.stock.restockSoldOut();
    return false;
  }
}
