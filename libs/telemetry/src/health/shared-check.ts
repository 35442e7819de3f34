import { within } from '../metrics/deadline';
import type { DependencyCheck } from './dependency-check';

/** A dependency that has not answered by then counts as down. */
const DEADLINE_MS = 2_000;
/** What has not come by then never will, over a connection that nobody ended: the next probe asks again. */
const ABANDONED_MS = 30_000;

interface Attempt {
  readonly startedAt: number;
  readonly answer: Promise<void>;
}

/**
 * Asks one dependency at a time, however many probes come: a dependency that hangs would collect a waiting check, and its
 * connection, with every probe.
 */
export class SharedCheck {
  private attempt?: Attempt;

  constructor(
    private readonly dependency: DependencyCheck,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /** @throws what the check throws, or Error at its deadline */
  async run(): Promise<void> {
    const { startedAt, answer } = this.current();
    const waitedMs = Date.now() - startedAt;
    await within(answer, this.deadlineMs).catch((error: unknown) => {
      // The check began with an earlier probe: how long it has taken says more than this probe's deadline.
      if (waitedMs < this.deadlineMs || !this.attempt) throw error;
      throw new Error(`no answer for ${Math.round((Date.now() - startedAt) / 1_000)} s`);
    });
  }

  private current(): Attempt {
    if (this.attempt && Date.now() - this.attempt.startedAt < ABANDONED_MS) return this.attempt;
    const attempt = { startedAt: Date.now(), answer: this.check() };
    this.attempt = attempt;
    const settled = () => {
      if (this.attempt === attempt) this.attempt = undefined;
    };
    attempt.answer.then(settled, settled);
    return attempt;
  }

  private async check(): Promise<void> {
    await this.dependency.check();
  }
}
