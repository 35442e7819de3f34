import { Inject, Injectable } from '@nestjs/common';
import { Sweep } from '@webstore/messaging';
import { CONFIG, type Config } from '../config';
import { StockService } from './stock.service';

const BATCH = 1_000;

/** Restocks sold-out products, so that the lab never runs out of stock. */
@Injectable()
export class RestockingSweep extends Sweep {
  constructor(
    @Inject(CONFIG) config: Config,
    private readonly stock: StockService,
  ) {
    super(config.restockEveryMs, BATCH);
  }

  protected due(limit: number, without: string[]): Promise<string[]> {
    return this.stock.soldOut(limit, without);
  }

  protected handle(productId: string): Promise<void> {
    return this.stock.restockSoldOut(productId);
  }
}
