import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { Sweep } from '../sweep';
import { StockService } from './stock.service';

@Injectable()
export class RestockingSweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly stock: StockService,
  ) {
    super(config.restockSweepSeconds);
  }

  protected override sweep(): Promise<void> {
    return this.stock.restockSoldOut();
  }
}
