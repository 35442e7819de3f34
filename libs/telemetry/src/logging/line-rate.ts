import { telemetryConfig } from '../config';

/** Maximum number of different messages that are tracked per second. Others are always written. */
const MOST_KEYS = 10_000;

/** Limits identical lines to a maximum number per second. */
export class LineRate {
  private readonly seen = new Map<string, number>();
  private second = 0;

  constructor(private readonly most = telemetryConfig.logSampleAbove) {}

  /** @param key lines with the same key count as identical */
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
