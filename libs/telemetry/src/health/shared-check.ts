import { within } from '../metrics/deadline';
import type { DependencyCheck } from './dependency-check';

/** A dependency that has not responded after this time counts as down, in milliseconds. */
const DEADLINE_MS = 2_000;
/** A check without a result after this time is abandoned (its connection is dead), in milliseconds. The next probe starts a new one. */
const ABANDONED_MS = 30_000;

interface Attempt {
  readonly startedAt: number;
  readonly answer: Promise<void>;
}

/**
 * Runs one check of a dependency at a time and shares it among probes. Otherwise a hanging dependency would accumulate a check
 * and a connection per probe.
 */
export class SharedCheck {
  private attempt?: Attempt;

  constructor(
    private readonly dependency: DependencyCheck,
    private readonly deadlineMs = DEADLINE_MS,
  ) {}

  /** @throws the error of the check, or Error at its deadline */
  async run(): Promise<void> {
    const { startedAt, answer } = this.current();
    const waitedMs = Date.now() - startedAt;
    await within(answer, this.deadlineMs).catch((error: unknown) => {
      // An earlier probe started the check, so its total duration is reported instead of this probe's deadline.
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
