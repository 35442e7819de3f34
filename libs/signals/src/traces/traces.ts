import type { Period } from '../period';
import type { Trace } from './trace';

/** A search for traces with a span that satisfies all conditions. */
export interface TraceSearch extends Period {
  service: string;
  /** Span attributes with the required values. */
  attributes?: Record<string, string>;
  /** Minimum duration of the span, in milliseconds. */
  minDurationMs?: number;
  /** Maximum number of traces. Default: 20. */
  limit?: number;
}

/** A trace store. There is one adapter per product; `traces.suite.ts` tests each of them. */
export interface Traces {
  /** A complete trace; `undefined` if the store does not have it (yet: sampling decides after 10 s). */
  get(traceId: string): Promise<Trace | undefined>;
  /** The ids of the matching traces, newest first. */
  find(search: TraceSearch): Promise<string[]>;
}
