import { BackgroundWork } from './background-work';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** An item that failed: how often in a row, and when it is tried again, in milliseconds since 1970. */
interface Failure {
  times: number;
  retryAt: number;
}

/**
 * Background work that looks for items and handles them one by one, each in a transaction of its own. An item that fails
 * is logged, left out for a while and tried again; it stops none of the others and undoes nothing of theirs.
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

  /** The ids of items that are to be handled, but none of `without`: items that fail must not take up the whole batch. */
  protected abstract due(limit: number, without: string[]): Promise<string[]>;

  /** Handles an item that may have been handled by somebody else since {@link due} saw it. */
  protected abstract handle(id: string): Promise<void>;

  async run(): Promise<boolean> {
    const ids = await this.due(this.batch, this.leftOut());
    this.dropAllBut(ids);
    let handled = 0;
    for (const id of ids) {
      // What is left waits where it was found: the shutdown need not.
      if (this.stopping.signal.aborted) return false;
      if (await this.succeeds(id)) handled++;
    }
    return handled > 0 && ids.length === this.batch;
  }

  private leftOut(now = Date.now()): string[] {
    return [...this.failures].filter(([, { retryAt }]) => retryAt > now).map(([id]) => id);
  }

  /** What is due no more was handled elsewhere. */
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
