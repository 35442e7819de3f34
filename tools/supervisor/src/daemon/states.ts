import type { Stage } from '../components/component.ts';

export type State =
  | 'waiting'
  | 'preparing'
  | 'starting'
  | 'ready'
  | 'stopping'
  | 'stopped'
  /**
   * Its process died; the supervisor restarts it after a pause. Or its preparation failed, and `up` tries
   * again.
   */
  | 'failed'
  /** This machine lacks a program that it needs; the reason contains the remedy. */
  | 'unavailable';

/** A missing requirement that a retry does not fix. */
export class Unavailable extends Error {}

/** The published status of a component. */
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
  /** Further waiting would not make it ready. */
  settled: boolean;
}
