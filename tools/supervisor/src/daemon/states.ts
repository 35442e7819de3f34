import type { Stage } from '../components/component.ts';

export type State =
  | 'waiting'
  | 'preparing'
  | 'starting'
  | 'ready'
  | 'stopping'
  | 'stopped'
  /** Its process died; it is started again after a pause. Or its preparation failed, and `up` tries again. */
  | 'failed'
  /** This machine lacks something it needs; the reason says what to do. */
  | 'unavailable';

/** Something that is missing and that trying again will not bring. */
export class Unavailable extends Error {}

/** What the supervisor tells of a part. */
export interface ComponentStatus {
  name: string;
  stage: Stage;
  summary: string;
  state: State;
  reason?: string;
  since: string;
  pid?: number;
  ports: number[];
  restarts: number;
  tookMs?: number;
  memoryBytes?: number;
  /** Waiting longer would not make it ready. */
  settled: boolean;
}
