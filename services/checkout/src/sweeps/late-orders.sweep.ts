import { Inject, Injectable } from '@nestjs/common';
import { Sweep } from '@webstore/messaging';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { OrdersRepository } from '../orders/orders.repository';
import { OrdersService } from '../orders/orders.service';
import { onBehalfOfBuyer } from './on-behalf-of-buyer';

const BATCH = 100;

/** Marks orders as late while they are pending, because some never complete. */
@Injectable()
export class LateOrdersSweep extends Sweep {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'lateAfterMs' | 'sweepEveryMs'>,
  ) {
    super(config.sweepEveryMs, BATCH);
  }

  protected due(limit: number, without: string[]): Promise<string[]> {
    const cutoff = new Date(Date.now() - this.config.lateAfterMs);
    return this.repository.pending(cutoff, limit, without, { late: false });
  }

  protected handle(id: string): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.repository.lockPending(manager, id);
      if (!order) return;
      await onBehalfOfBuyer(order, 'order becomes late', async () => {
        await this.orders.flagIfLate(order, manager);
      });
    });
  }
}
