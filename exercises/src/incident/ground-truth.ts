import type { Round } from '../exercise.ts';

export const none = 'none';

/*
 * A learner can check repeatedly. Feedback therefore depends only on the answer and on public telemetry. It
 * reveals only whether the answer is right, and before the onset no answer is right.
 */

/**
 * The mitigation is graded only after the diagnosis is right: earlier feedback would reveal that there is a
 * fault.
 */
export function isDiagnosed({ truth, answers }: Round): boolean {
  if (!truth) return false;
  const { component = none, cause = none } = truth.fault ?? {};
  return answers['component'] === component && answers['cause'] === cause;
}

/** Whether the learner's answer is that nothing is broken. */
export const claimsNothing = ({ answers }: Round): boolean => answers['component'] === none;
