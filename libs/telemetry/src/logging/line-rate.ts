import { telemetryConfig } from '../config';

/** So many different messages are told apart in a second; those beyond are written. */
const MOST_KEYS = 10_000;

/** Says which of many identical lines are written: at most so many in a second. */
export class LineRate {
  private readonly seen = new Map<string, number>();
  private second = 0;

  constructor(private readonly most = telemetryConfig.logSampleAbove) {}

  /** @param key what makes lines identical */
  passes(key: string, now = Date.now()): boolean {
    const second = Math.floor(now / 1_000);
    if (second !== this.second) {
      this.second = second;
      this.seen.clear();
    }
    const count = (this.seen.get(key) ?? 0) + 1;
    if (count > 1 || this.seen.size < MOST_KEYS) this.seen.set(key, count);
    return count <= this.most;
  }
}
