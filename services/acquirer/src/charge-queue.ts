/** What the bank does for a charge before it decides, one after the other. */
export interface ServiceTime {
  /** So long it takes for each, in milliseconds; 0: nobody waits for another. */
  eachMs: number;
  /** Closed until then, in milliseconds since 1970. */
  opensAt: number;
}

/** Charges that wait for their turn. The charge of a caller that disconnects stays queued. */
export class ChargeQueue {
  private freeAt = 0;

  /** @returns milliseconds until a charge that comes now has been looked at */
  join({ eachMs, opensAt }: ServiceTime, now = Date.now()): number {
    if (eachMs === 0) return 0;
    this.freeAt = Math.max(now, opensAt, this.freeAt) + eachMs;
    return this.freeAt - now;
  }
}
