import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { withoutSpans } from '@webstore/telemetry';

/** Work that is done again and again with a pause between. On shutdown the run at hand finishes and no other starts. */
export abstract class Sweep implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private timer?: NodeJS.Timeout;
  private running?: Promise<void>;
  private stopped = false;

  constructor(private readonly everyMs: number) {}

  protected abstract sweep(): Promise<void>;

  onApplicationBootstrap(): void {
    this.schedule();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(): void {
    this.timer = setTimeout(() => (this.running = this.run()), this.everyMs);
  }

  private async run(): Promise<void> {
    try {
      await withoutSpans(() => this.sweep());
    } catch (error) {
      this.logger.error('a sweep failed and will be tried again', error);
    }
    if (!this.stopped) this.schedule();
  }
}
