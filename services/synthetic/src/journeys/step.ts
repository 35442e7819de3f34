/** What a customer does, in order. */
export const steps = ['browse', 'product', 'cart', 'checkout', 'confirmation'] as const;
export type Step = (typeof steps)[number];

/** A journey that did not get to its end. */
export class JourneyFailed extends Error {
  override readonly name = 'JourneyFailed';

  /** @param step where it ended */
  constructor(
    readonly step: Step,
    cause: unknown,
  ) {
    super(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
