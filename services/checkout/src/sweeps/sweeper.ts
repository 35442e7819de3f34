import { setInterval } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { withoutSpans } from '@webstore/telemetry';
import { CONFIG, type Config } from '../config';
import { LateOrdersSweep } from './late-orders.sweep';
import { OverdueOrdersSweep } from './overdue-orders.sweep';

/** Runs the sweeps, one after the other, until the service stops; the run at hand is finished. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Sweeper.name);
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private failing = false;

  constructor(
    private readonly late: LateOrdersSweep,
    private readonly overdue: OverdueOrdersSweep,
    @Inject(CONFIG) private readonly config: Pick<Config, 'sweepEveryMs'>,
  ) {}

  onApplicationBootstrap(): void {
    this.loop = withoutSpans(() => this.run());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    try {
      for await (const _ of setInterval(this.config.sweepEveryMs, undefined, { signal })) await this.sweep();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private async sweep(): Promise<void> {
    try {
      while ((await this.late.run()) > 0 && !this.stopping.signal.aborted);
      while ((await this.overdue.run()) > 0 && !this.stopping.signal.aborted);
      this.failing = false;
    } catch (error) {
      // Once per outage: the next run finds the same orders.
      if (!this.failing) this.logger.warn('the sweeps fail, orders wait for the next one', error);
      this.failing = true;
    }
  }
}
