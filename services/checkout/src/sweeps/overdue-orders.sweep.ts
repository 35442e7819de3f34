import { Inject, Injectable } from '@nestjs/common';
import { Sweep } from '@webstore/messaging';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config';
import { OrdersRepository } from '../orders/orders.repository';
import { OrdersService } from '../orders/orders.service';
import { onBehalfOfBuyer } from './on-behalf-of-buyer';

const BATCH = 20;

/** Cancels orders that stay pending too long, and requests a refund in case money was captured. */
@Injectable()
export class OverdueOrdersSweep extends Sweep {
  constructor(
    private readonly repository: OrdersRepository,
    private readonly orders: OrdersService,
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'cancelAfterMs' | 'sweepEveryMs'>,
  ) {
    super(config.sweepEveryMs, BATCH);
  }

  protected due(limit: number, without: string[]): Promise<string[]> {
    const cutoff = new Date(Date.now() - this.config.cancelAfterMs);
    return this.repository.pending(cutoff, limit, without);
  }

  protected handle(id: string): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const order = await this.repository.lockPending(manager, id);
      if (!order) return;
      await onBehalfOfBuyer(order, 'order times out', async () => {
        await this.orders.applyTo(order, manager, 'timed_out');
      });
    });
  }
}
