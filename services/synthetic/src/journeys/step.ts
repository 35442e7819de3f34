/** The steps of a journey, in order. */
export const steps = ['browse', 'product', 'cart', 'checkout', 'confirmation'] as const;
export type Step = (typeof steps)[number];

/** A journey that failed. */
export class JourneyFailed extends Error {
  override readonly name = 'JourneyFailed';

  /** @param step the failed step */
  constructor(
    readonly step: Step,
    cause: unknown,
  ) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
