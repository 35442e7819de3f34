import { BackgroundWork } from './background-work';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** A failed item: the number of consecutive failures, and the time of the next attempt in milliseconds since the epoch. */
interface Failure {
  times: number;
  retryAt: number;
}

/**
 * Background work that finds items and handles them one by one, each in its own transaction. A failed item is logged,
 * skipped for some time and retried; it does not affect other items.
 */
export abstract class Sweep extends BackgroundWork {
  private readonly failures = new Map<string, Failure>();

  /**
   * @param everyMs pause between two runs
   * @param batch maximum number of items of a run
   */
  constructor(
    everyMs: number,
    private readonly batch: number,
  ) {
    super(everyMs);
  }

  /** The ids of items to handle, except those in `without`: failing items must not fill the whole batch. */
  protected abstract due(limit: number, without: string[]): Promise<string[]>;

  /** Handles an item. Another instance may already have handled it since {@link due}. */
  protected abstract handle(id: string): Promise<void>;

  async run(): Promise<boolean> {
    const ids = await this.due(this.batch, this.leftOut());
    this.dropAllBut(ids);
    let handled = 0;
    for (const id of ids) {
      // The remaining items stay in the store, so the shutdown does not wait for them.
      if (this.stopping.signal.aborted) return false;
      if (await this.succeeds(id)) handled++;
    }
    return handled > 0 && ids.length === this.batch;
  }

  private leftOut(now = Date.now()): string[] {
    return [...this.failures].filter(([, { retryAt }]) => retryAt > now).map(([id]) => id);
  }

  /** Removes items that are no longer due, because another instance handled them. */
  private dropAllBut(ids: string[], now = Date.now()): void {
    for (const [id, { retryAt }] of this.failures) {
      if (retryAt <= now && !ids.includes(id)) this.failures.delete(id);
    }
  }

  private async succeeds(id: string): Promise<boolean> {
    try {
      await this.handle(id);
      this.failures.delete(id);
      return true;
    } catch (error) {
      const times = (this.failures.get(id)?.times ?? 0) + 1;
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS);
      this.failures.set(id, { times, retryAt: Date.now() + pauseMs });
      this.logger.error('an item fails, the others go on', { id, times }, error);
      return false;
    }
  }
}
