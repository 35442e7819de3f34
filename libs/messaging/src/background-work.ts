import { setTimeout as pause } from 'node:timers/promises';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { within, withoutSpans } from '@webstore/telemetry';

/** Time for the run at hand once the service stops; what it works on is found again by the next process. */
const FINISH_MS = 2_000;

/**
 * Work beside requests and messages that repeats until the service stops: the outbox relay, sweeps. It makes no spans,
 * never runs twice at once, and on shutdown the run at hand is finished, unless that takes longer than two seconds.
 */
export abstract class BackgroundWork
  implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown
{
  protected readonly logger = new Logger(this.constructor.name);
  protected readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private finished?: Promise<void>;
  private failing = false;

  /** @param everyMs pause between two runs */
  constructor(private readonly everyMs: number) {}

  /** @returns true when more is waiting: then the next run follows at once */
  abstract run(): Promise<boolean>;

  onApplicationBootstrap(): void {
    this.loop = withoutSpans(() => this.repeat());
  }

  /** All work of a service stops at once, and then has the same two seconds. */
  onModuleDestroy(): void {
    this.stopping.abort();
    this.finished ??= within(this.loop, FINISH_MS).catch(() =>
      this.logger.warn('was not finished when the service stopped'),
    );
  }

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
      // Once per outage: what is to be done waits in the database and is found by the next run.
      if (!this.failing) this.logger.warn('failed; retrying', error);
      this.failing = true;
      return false;
    }
  }
}
