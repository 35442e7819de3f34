import type { Period } from './period';
import type { Trace } from './trace';

/** Traces that have a span which fits all of this. */
export interface TraceSearch extends Period {
  service: string;
  /** Span attributes that must be equal. */
  attributes?: Record<string, string>;
  /** The span lasted at least so long. */
  minDurationMs?: number;
  /** At most so many traces. Default 20. */
  limit?: number;
}

/** A trace store. One adapter per product; `traces.suite.ts` holds what each of them must do. */
export interface Traces {
  /** A whole trace, or `undefined` when the store does not have it (yet: sampling decides after 10 s). */
  get(traceId: string): Promise<Trace | undefined>;
  /** The ids of the traces that fit, the newest first. */
  find(search: TraceSearch): Promise<string[]>;
}
