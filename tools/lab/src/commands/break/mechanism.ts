import type { ResolvedFault } from '@webstore/faults';
import type { Lab } from '@webstore/lab-core/lab.ts';

/** One active or planned fault. */
export interface Occurrence {
  fault: ResolvedFault;
  /**
   * Random id that marks what this fault leaves in a component, so that `end` can remove it. It must not
   * reveal the fault.
   */
  key: string;
}

/** The start and the end of a fault. */
export interface Mechanism {
  /** Resolves when the fault is in effect. */
  begin(lab: Lab, occurrence: Occurrence): Promise<void>;
  /**
   * Reverts everything, even if a mitigation has already reverted some of it; resolves when the components
   * are ready.
   */
  end(lab: Lab, occurrence: Occurrence): Promise<void>;
  /** Whether it is in effect now: a mitigation may have ended it. */
  holds(lab: Lab, occurrence: Occurrence): Promise<boolean>;
}
