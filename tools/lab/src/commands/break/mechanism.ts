import type { ResolvedFault } from '@webstore/faults';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** One fault that is on, or is to be. */
export interface Occurrence {
  fault: ResolvedFault;
  /** Random id that marks what this fault leaves in a component, so that `end` can remove it. It must not reveal the fault. */
  key: string;
}

/** How a fault is brought about and ended. */
export interface Mechanism {
  /** Resolves when it has its hold on the parts. */
  begin(lab: Lab, occurrence: Occurrence): Promise<void>;
  /** Puts everything back, also when an on-call has done so in part; resolves when the parts are ready. */
  end(lab: Lab, occurrence: Occurrence): Promise<void>;
  /** Whether it has its hold now: a mitigation may have ended it. */
  holds(lab: Lab, occurrence: Occurrence): Promise<boolean>;
}
