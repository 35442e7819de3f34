import { Inject, Injectable } from '@nestjs/common';
import { BackgroundWork } from '@webstore/messaging';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { OrdersRepository } from '../orders/orders.repository';
import { OrdersService } from '../orders/orders.service';
import { onBehalfOfBuyer } from './on-behalf-of-buyer';

const BATCH = 20;

/** Cancels what nobody will settle any more, and has the money sent back if some was taken after all. */
@Injectable()
export class OverdueOrdersSweep extends BackgroundWork {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'cancelAfterMs' | 'sweepEveryMs'>,
  ) {
    super(config.sweepEveryMs);
  }

  run(): Promise<boolean> {
    const cutoff = new Date(Date.now() - this.config.cancelAfterMs);
    return this.dataSource.transaction(async (manager) => {
      const orders = await this.repository.lockPending(manager, cutoff, BATCH);
      for (const order of orders) {
        await onBehalfOfBuyer(order, 'order times out', () =>
          this.orders.happenTo(order, manager, 'timed_out'),
        );
      }
      return orders.length === BATCH;
    });
  }
}
