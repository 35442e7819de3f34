/** Service time of charges, which are processed one after the other. */
export interface ServiceTime {
  /** Time per charge in milliseconds; 0: no queueing. */
  eachMs: number;
  /** Time at which the desk opens, in milliseconds since the epoch. */
  opensAt: number;
}

/** Queue of charges. The charge of a caller that disconnects stays queued. */
export class ChargeQueue {
  private freeAt = 0;

  /** @returns milliseconds until a charge that arrives now has been processed */
  join({ eachMs, opensAt }: ServiceTime, now = Date.now()): number {
    if (eachMs === 0) return 0;
    this.freeAt = Math.max(now, opensAt, this.freeAt) + eachMs;
    return this.freeAt - now;
  }
}
