import { type LogLevel, logLevels, telemetryConfig } from '../config';

/** What is logged now, and until when that differs from `LOG_LEVEL`. */
export interface LogThresholdState {
  level: LogLevel;
  /** The level of `LOG_LEVEL`. */
  default: LogLevel;
  /** When the level falls back by itself, if it does. */
  until?: string;
}

/** The lowest level that this process logs. It can be changed while the process runs. */
export class LogThreshold {
  private level: LogLevel;
  private until: Date | undefined;
  private fallback: NodeJS.Timeout | undefined;

  constructor(private readonly initial: LogLevel = telemetryConfig.logLevel) {
    this.level = initial;
  }

  passes(level: LogLevel): boolean {
    return logLevels.indexOf(level) <= logLevels.indexOf(this.level);
  }

  /** @param minutes after which the level falls back to `LOG_LEVEL`; without, it stays until the next change or start */
  set(level: LogLevel, minutes?: number): LogThresholdState {
    clearTimeout(this.fallback);
    this.level = level;
    this.until = undefined;
    if (minutes !== undefined) {
      this.until = new Date(Date.now() + minutes * 60_000);
      this.fallback = setTimeout(() => this.set(this.initial), minutes * 60_000).unref();
    }
    return this.state();
  }

  state(): LogThresholdState {
    return { level: this.level, default: this.initial, until: this.until?.toISOString() };
  }
}

/** One for the process: Nest makes a logger before there is anything to inject. */
export const logThreshold = new LogThreshold();
