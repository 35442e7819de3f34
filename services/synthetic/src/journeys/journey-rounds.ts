import { setTimeout as pause } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { asSyntheticCustomer, inSpan } from '@webstore/telemetry';
import { CONFIG, type Config } from '../config';
import { buy } from './journey';
import { JourneysJournal } from './journeys.journal';
import { ShopClient } from './shop.client';
import { JourneyFailed } from './step';

/** Runs journeys at a fixed interval, never two at once, and continues after failures. */
@Injectable()
export class JourneyRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private rounds: Promise<void> = Promise.resolve();

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'journeyEveryMs' | 'stepDeadlineMs'>,
    private readonly shop: ShopClient,
    private readonly journal: JourneysJournal,
  ) {}

  onApplicationBootstrap(): void {
    this.rounds = this.repeat();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.rounds;
  }

  private async repeat(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const next = pause(this.config.journeyEveryMs, undefined, { signal }).catch(() => undefined);
      // Already recorded on the span and in the journal.
      await asSyntheticCustomer(() => inSpan('synthetic journey', () => this.make())).catch(() => undefined);
      await next;
    }
  }

  private async make(): Promise<void> {
    const { signal: stopping } = this.stopping;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1_000;
    try {
      const order = await buy(this.shop, { stepDeadlineMs: this.config.stepDeadlineMs, stopping });
      this.journal.completed(order, seconds());
    } catch (error) {
      // An aborted journey is not a failure of the shop.
      if (error instanceof JourneyFailed && !stopping.aborted) this.journal.failed(error, seconds());
      throw error;
    }
  }
}
