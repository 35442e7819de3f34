/** Where a query runs: natively (Prometheus, Loki, Jaeger), in the container stack (Mimir, Loki, Tempo), or in both. */
export type RunsIn = 'native' | 'compose' | 'both';

/** Unit of a result. `share` is 0 to 1; `state` is 0 or 1; `moment` is milliseconds since the epoch. */
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
  /** The meaning of the query, as a short question. */
  meaning: string;
  unit: Unit;
  runs: RunsIn;
}

/** A query for Prometheus or Mimir. `text` is PromQL. */
export interface PromQuery extends Described {
  language: 'promql';
  text: string;
}

/** A query for Loki. `text` is LogQL. */
export interface LogQuery extends Described {
  language: 'logql';
  text: string;
}

/** One trace search in two forms: for Jaeger and for Tempo. */
export interface TraceQuery extends Described {
  language: 'traces';
  /** Jaeger searches one service at a time, by equality of attributes. */
  jaeger: { service: string; attributes: Record<string, string> };
  traceql: string;
}

/** One trace, by its id. */
export interface OneTraceQuery extends Described {
  language: 'trace';
  text: string;
}

/** The graph of calls between services, from the metrics of Tempo's data source. Not available in native mode. */
export interface ServiceGraphQuery extends Described {
  language: 'service-graph';
  text: string;
}

/** A time series that Tempo computes from stored spans. It covers kept traces only, so it does not measure all traffic. */
export interface TraceMetricsQuery extends Described {
  language: 'trace-metrics';
  /** TraceQL that ends with a metrics function such as `rate()`. */
  traceql: string;
}

/** A profile of the time or memory of a service. */
export interface ProfileQuery extends Described {
  language: 'profile';
  /** Label selector of the profiles. */
  text: string;
  /** Pyroscope's name of the profile type. */
  profileType: string;
}

/** The values of a label, for a dashboard variable. */
export interface LabelQuery extends Described {
  language: 'labels';
  /** Selector of the series. */
  text: string;
  label: string;
}

/** Any query of the catalogue; `language` decides which members it has. */
export type Query =
  | PromQuery
  | LogQuery
  | TraceQuery
  | OneTraceQuery
  | ServiceGraphQuery
  | TraceMetricsQuery
  | ProfileQuery
  | LabelQuery;

/**
 * A PromQL query that runs natively and in containers.
 *
 * @param meaning the question that it answers
 * @param unit the unit of its values
 */
export const promql = (meaning: string, unit: Unit, text: string): PromQuery => ({
  language: 'promql',
  meaning,
  unit,
  runs: 'both',
  text,
});

/**
 * A LogQL query that runs natively and in containers.
 *
 * @param meaning the question that it answers
 * @param unit the unit of its values
 */
export const logql = (meaning: string, unit: Unit, text: string): LogQuery => ({
  language: 'logql',
  meaning,
  unit,
  runs: 'both',
  text,
});

/**
 * A query for the values of one label.
 *
 * @param text the selector of the series
 * @param label the name of the label
 */
export const labels = (meaning: string, text: string, label: string): LabelQuery => ({
  language: 'labels',
  meaning,
  unit: 'names',
  runs: 'both',
  text,
  label,
});

/**
 * The lines that have the highest values over the whole period. `topk` alone selects again at each moment, and so draws more
 * lines than it names.
 *
 * @param number the number of lines
 * @param query the query over a range, which is inserted with its brackets
 */
export const topOf = (number: number, query: (range: string) => string): string =>
  `${query('[$window]')} and topk(${number}, ${query('[$period] @ end()')})`;

/** Marks a query about components that native mode does not have. */
export const inCompose = <Q extends Query>(query: Q): Q => ({ ...query, runs: 'compose' });

/**
 * Substitutes the variables of a query. Values may contain only `\w . * : / -`, so that no value can change the query.
 * @throws TypeError if a variable has no value or a value contains other characters
 */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\$([a-zA-Z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`the query needs a value for $${name}`);
    if (!/^[\w.*:/-]*$/.test(value)) throw new TypeError(`"${value}" is no plain value for $${name}`);
    return value;
  });
}
