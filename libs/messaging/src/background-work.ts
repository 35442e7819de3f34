import { setTimeout as pause } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { within, withoutSpans } from '@webstore/telemetry';

/** Time for the current run after the service begins to stop. The next process finds unfinished work again. */
const FINISH_MS = 2_000;

/**
 * Periodic work that repeats until the service stops: the outbox relay, sweeps. It creates no spans and never runs twice
 * at once. On shutdown the current run may finish, for at most two seconds.
 */
export abstract class BackgroundWork
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  protected readonly logger = new Logger(this.constructor.name);
  protected readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private finished?: Promise<void>;
  private failing = false;

  /** @param everyMs pause between two runs, in milliseconds */
  constructor(private readonly everyMs: number) {}

  /** @returns true if more work is waiting; the next run then follows at once */
  abstract run(): Promise<boolean>;

  /** Starts the loop. Nest calls it when the application is complete. */
  onApplicationBootstrap(): void {
    this.loop = withoutSpans(() => this.repeat());
  }

  /** All work of a service is stopped at the same time and shares the same two seconds. */
  onModuleDestroy(): void {
    this.stopping.abort();
    this.finished ??= within(this.loop, FINISH_MS).catch(() =>
      this.logger.warn('was not finished when the service stopped'),
    );
  }

  /** Waits until the current repetition has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    this.onModuleDestroy();
    await this.finished;
  }

  private async repeat(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const more = await this.attempt();
      if (!more) await pause(this.everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async attempt(): Promise<boolean> {
    try {
      const more = await this.run();
      if (this.failing) this.logger.log('recovered');
      this.failing = false;
      return more;
    } catch (error) {
      // Logged once per outage: pending work stays in the database, and the next run finds it.
      if (!this.failing) this.logger.warn('failed; retrying', error);
      this.failing = true;
      return false;
    }
  }
}
