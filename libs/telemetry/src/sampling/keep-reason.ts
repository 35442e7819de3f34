/** Reasons to keep a trace, strongest first. The library sets `share`; code that detects the condition sets the others. */
export const keepReasons = ['error', 'declined', 'slow', 'high_value', 'vip', 'asked', 'share'] as const;
/** A sampling reason: why a trace is kept. The order is that of their priority. */
export type KeepReason = (typeof keepReasons)[number];

export function isKeepReason(value: unknown): value is KeepReason {
  return (keepReasons as readonly unknown[]).includes(value);
}

/** The reason that comes first in {@link keepReasons}. */
export function stronger(one: KeepReason, other: KeepReason = 'share'): KeepReason {
  return keepReasons.indexOf(one) <= keepReasons.indexOf(other) ? one : other;
}
