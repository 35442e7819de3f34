import type { ComponentState } from '@webstore/lab-core/component-control/component-control.ts';
import type { Stage } from '../components/component.ts';

/** A missing requirement that a retry does not fix. */
export class Unavailable extends Error {}

/** The published status of a component. */
export interface ComponentStatus extends ComponentState {
  stage: Stage;
  summary: string;
  since: string;
  restarts: number;
  memoryBytes?: number;
}
