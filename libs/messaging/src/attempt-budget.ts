import { MAX_ATTEMPTS } from './retry';

/** An outage gives a message its attempts back this often. A message that causes the outage itself must come to an end. */
export const MAX_OUTAGES = 10;

type NextStep = 'retry' | 'park';

/** How many attempts a message has left. Attempts that fail because a dependency is down cost nothing. */
export class AttemptBudget {
  private attempt = 0;
  private failures = 0;
  private outages = 0;

  constructor(private readonly attempts = MAX_ATTEMPTS) {}

  /** Attempts begun, outages included. */
  get tries(): number {
    return this.attempt;
  }

  /** Failures since the last outage, at least 1 after a failure: how long the next pause is. */
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

  /** An attempt failed in an outage, which is over now. */
  outageEnded(): NextStep {
    this.outages++;
    if (this.outages > MAX_OUTAGES) return this.failed();
    this.failures = 0;
    return 'retry';
  }
}
