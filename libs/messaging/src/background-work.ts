import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { withoutSpans } from '@webstore/telemetry';

/**
 * Work beside requests and messages that repeats until the service stops: the outbox relay, sweeps. It makes no spans,
 * never runs twice at once, and on shutdown the run at hand is finished.
 */
export abstract class BackgroundWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly stopping = new AbortController();
  private loop: Promise<void> = Promise.resolve();
  private failing = false;

  /** @param everyMs pause between two runs */
  constructor(private readonly everyMs: number) {}

  /** @returns true when more is waiting: then the next run follows at once */
  abstract run(): Promise<boolean>;

  onApplicationBootstrap(): void {
    this.loop = withoutSpans(() => this.repeat());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.loop;
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
      if (this.failing) this.logger.log('works again');
      this.failing = false;
      return more;
    } catch (error) {
      // Once per outage: what is to be done waits in the database and is found by the next run.
      if (!this.failing) this.logger.warn('fails, and is tried again', error);
      this.failing = true;
      return false;
    }
  }
}
