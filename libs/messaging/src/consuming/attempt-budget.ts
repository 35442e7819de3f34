import { MAX_ATTEMPTS } from '../retry';

/** Maximum number of outages that reset the attempts of a message. A message that itself causes outages must be parked at last. */
export const MAX_OUTAGES = 10;

type NextStep = 'retry' | 'park';

/** Counts the remaining attempts of a message. An attempt that fails because a dependency is down does not count. */
export class AttemptBudget {
  private attempt = 0;
  private failures = 0;
  private outages = 0;

  constructor(private readonly attempts = MAX_ATTEMPTS) {}

  /** Attempts begun, outages included. */
  get tries(): number {
    return this.attempt;
  }

  /** Failures since the last outage, at least 1 after a failure. Determines the next pause. */
  get failedInARow(): number {
    return Math.max(this.failures, 1);
  }

  get outagesSurvived(): number {
    return this.outages;
  }

  begin(): number {
    return ++this.attempt;
  }

  /** An attempt failed while every dependency was up. */
  failed(): NextStep {
    this.failures++;
    return this.failures >= this.attempts ? 'park' : 'retry';
  }

  /** An attempt failed during an outage that is now over. */
  outageEnded(): NextStep {
    this.outages++;
    if (this.outages > MAX_OUTAGES) return this.failed();
    this.failures = 0;
    return 'retry';
  }
}
