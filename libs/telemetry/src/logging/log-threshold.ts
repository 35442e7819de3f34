import { type LogLevel, logLevels, telemetryConfig } from '../config';

/** The current log level, and the time until which it differs from `LOG_LEVEL`. */
export interface LogThresholdState {
  level: LogLevel;
  /** The level of `LOG_LEVEL`. */
  default: LogLevel;
  /** Time at which the level falls back to the default, if any. */
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

  /** @param minutes time until the level falls back to `LOG_LEVEL`; without it, the level stays until the next change or restart */
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

/** A singleton, because Nest creates a logger before dependency injection is available. */
export const logThreshold = new LogThreshold();
