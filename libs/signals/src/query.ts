/** Where a query runs: natively (Prometheus, Loki, Jaeger), in the container stack (Mimir, Loki, Tempo), or in both. */
export type RunsIn = 'native' | 'compose' | 'both';

/** What an answer is measured in. `share` is 0..1; `state` and `moment` are a 0 or 1, and milliseconds since the epoch. */
export type Unit =
  | 'count'
  | 'per second'
  | 'per minute'
  | 'requests per second'
  | 'seconds'
  | 'nanoseconds'
  | 'share'
  | 'times'
  | 'bytes'
  | 'euros'
  | 'state'
  | 'moment'
  | 'lines'
  | 'traces'
  | 'names';

interface Described {
  /** What is asked, as a short question. */
  meaning: string;
  unit: Unit;
  runs: RunsIn;
}

export interface PromQuery extends Described {
  language: 'promql';
  text: string;
}

export interface LogQuery extends Described {
  language: 'logql';
  text: string;
}

/** One search in the two forms that the two trace stores understand. */
export interface TraceQuery extends Described {
  language: 'traces';
  /** Jaeger searches one service at a time, by equal attributes. */
  jaeger: { service: string; attributes: Record<string, string> };
  traceql: string;
}

/** One trace, by its id. */
export interface OneTraceQuery extends Described {
  language: 'trace';
  text: string;
}

/** Who calls whom. Drawn from the metrics of Tempo's data source, which native mode has not. */
export interface ServiceGraphQuery extends Described {
  language: 'service-graph';
  text: string;
}

/** A number over time that Tempo counts from the spans that it has: of kept traces, so no measure of all. */
export interface TraceMetricsQuery extends Described {
  language: 'trace-metrics';
  /** TraceQL that ends in a function such as `rate()`. */
  traceql: string;
}

/** Where the time or memory of a service went. */
export interface ProfileQuery extends Described {
  language: 'profile';
  /** The labels of the profiles. */
  text: string;
  /** What was sampled, as Pyroscope names it. */
  profileType: string;
}

/** The values that a label has: what a variable of a dashboard offers. */
export interface LabelQuery extends Described {
  language: 'labels';
  /** The series that are looked at. */
  text: string;
  label: string;
}

export type Query =
  | PromQuery
  | LogQuery
  | TraceQuery
  | OneTraceQuery
  | ServiceGraphQuery
  | TraceMetricsQuery
  | ProfileQuery
  | LabelQuery;

export const promql = (meaning: string, unit: Unit, text: string): PromQuery => ({
  language: 'promql',
  meaning,
  unit,
  runs: 'both',
  text,
});

export const logql = (meaning: string, unit: Unit, text: string): LogQuery => ({
  language: 'logql',
  meaning,
  unit,
  runs: 'both',
  text,
});

export const labels = (meaning: string, text: string, label: string): LabelQuery => ({
  language: 'labels',
  meaning,
  unit: 'names',
  runs: 'both',
  text,
  label,
});

/** A query about parts that native mode has not. */
export const inCompose = <Q extends Query>(query: Q): Q => ({ ...query, runs: 'compose' });

/**
 * A query's text with its variables put in. A value may not hold a quote, so that no value becomes query.
 * @throws TypeError when a variable has no value or a value is not plain
 */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\$([a-zA-Z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the query needs a value for $${name}`);
    if (!/^[\w.:/-]*$/.test(value)) throw new TypeError(`"${value}" is no plain value for $${name}`);
    return value;
  });
}
