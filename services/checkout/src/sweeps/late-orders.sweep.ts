import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWork } from '@webstore/messaging';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { OrdersRepository } from '../orders/orders.repository';
import { OrdersService } from '../orders/orders.service';
import { onBehalfOfBuyer } from './on-behalf-of-buyer';

const BATCH = 100;

/** Sees orders become late while they wait, not when they complete: some never do. */
@Injectable()
export class LateOrdersSweep extends BackgroundWork {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'lateAfterMs' | 'sweepEveryMs'>,
  ) {
    super(config.sweepEveryMs);
  }

  run(): Promise<boolean> {
    const cutoff = new Date(Date.now() - this.config.lateAfterMs);
    return this.dataSource.transaction(async (manager) => {
      const orders = await this.repository.lockNewlyLate(manager, cutoff, BATCH);
      for (const order of orders) {
        await onBehalfOfBuyer(order, 'order becomes late', () => this.orders.flagIfLate(order, manager));
      }
      return orders.length === BATCH;
    });
  }
}
