/** A time range, both ends included. */
export interface Period {
  from: Date;
  to: Date;
}

/** The period of the last `seconds` seconds. */
export function last(seconds: number, now = new Date()): Period {
  return { from: new Date(now.getTime() - seconds * 1000), to: now };
}

/** Seconds since the epoch: the time format of Prometheus. */
export const asSeconds = (at: Date) => at.getTime() / 1000;

/** Nanoseconds since the epoch: the time format of Loki. */
export const asNanoseconds = (at: Date) => `${at.getTime()}000000`;

/** Microseconds since the epoch: the time format of Jaeger. */
export const asMicroseconds = (at: Date) => `${at.getTime()}000`;
