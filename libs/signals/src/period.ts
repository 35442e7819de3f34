/** A stretch of time, both ends included. */
export interface Period {
  from: Date;
  to: Date;
}

/** The last `seconds` until now. */
export function last(seconds: number, now = new Date()): Period {
  return { from: new Date(now.getTime() - seconds * 1000), to: now };
}

/** Seconds since the epoch, as Prometheus reads time. */
export const asSeconds = (at: Date) => at.getTime() / 1000;

/** Nanoseconds since the epoch, as Loki reads time. */
export const asNanoseconds = (at: Date) => `${at.getTime()}000000`;

/** Microseconds since the epoch, as Jaeger reads time. */
export const asMicroseconds = (at: Date) => `${at.getTime()}000`;
