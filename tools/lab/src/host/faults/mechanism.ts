import type { ResolvedFault } from '@webstore/faults';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';

/** One active or planned fault. */
export interface Occurrence {
  fault: ResolvedFault;
  /**
   * Random id that marks what this fault leaves in a component, so that `end` can remove it. It must not
   * reveal the fault.
   */
  key: string;
}

/** The start and the end of a fault, in each form of the lab in which the fault works. */
export interface Mechanism {
  /** Resolves when the fault is in effect. */
  begin(control: ComponentControl, occurrence: Occurrence): Promise<void>;
  /**
   * Reverts everything, even if a mitigation has already reverted some of it; resolves when the components
   * are ready.
   */
  end(control: ComponentControl, occurrence: Occurrence): Promise<void>;
  /** Whether it is in effect now: a mitigation may have ended it. */
  holds(control: ComponentControl, occurrence: Occurrence): Promise<boolean>;
}
