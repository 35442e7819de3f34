import type { Round } from '../exercise.ts';

export const none = 'none';

/*
 * Whoever checks may check again and again. So what is said of an answer depends on what was answered and on what anybody can measure;
 * of the truth it tells only whether the answer is right, and before something has happened no answer is.
 */

/** What was done is judged once it is known what there was to do: sooner it would say that something is broken. */
export function isDiagnosed({ truth, answers }: Round): boolean {
  if (!truth) return false;
  const { component = none, cause = none } = truth.fault ?? {};
  return answers['component'] === component && answers['cause'] === cause;
}

/** Whether the learner says that nothing is broken. */
export const claimsNothing = ({ answers }: Round): boolean => answers['component'] === none;
