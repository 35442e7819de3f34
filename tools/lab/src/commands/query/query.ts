import { fill, last, queries, SignalProblem, TempoTraces } from '@webstore/signals';
import { storesOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { patternsOf, patternsTable } from './patterns.ts';
import { exemplarsTable, linesText, samplesTable, seriesTable, tracesTable } from './tables.ts';

export interface QueryOptions {
  /** In ms. Default: the value now, or 15 minutes for lines, exemplars and traces. */
  since?: number;
  /** In ms. Default: a sixtieth of `since`. */
  step?: number;
  exemplars?: boolean;
  /** Maximum number of lines, traces or patterns. */
  limit?: number;
  json?: boolean;
}

/** A result as data, and as text; the text is empty when there is no data. */
interface Found {
  data: unknown[];
  text: string;
}

const QUARTER_MS = 900_000;
const period = ({ since = QUARTER_MS }: QueryOptions) => last(since / 1_000);
const stepSeconds = ({ since = QUARTER_MS, step }: QueryOptions) =>
  Math.max(1, Math.round((step ?? since / 60) / 1_000));

export const languages = { promql, logql, traceql, patterns };

export async function query(
  lab: Lab,
  language: keyof typeof languages,
  text: string,
  options: QueryOptions,
): Promise<void> {
  // As in a query of a dashboard.
  const inEnvironment = text.replaceAll('$environment', lab.environment);
  const { data, text: shown } = await languages[language](lab, inEnvironment, options).catch(
    (error: unknown) => {
      throw error instanceof SignalProblem ? asFailure(error) : error;
    },
  );
  if (options.json) return printJson(data);
  if (data.length === 0) {
    const when = options.since === undefined ? '' : ` in the last ${duration(options.since)}`;
    throw new Failure(
      `The query selects nothing${when}. If there was no traffic, send some: ./lab traffic checkout`,
    );
  }
  console.log(shown);
}

/** The store's own words for a query that it refuses. */
function asFailure({ store, message, answer }: SignalProblem): Failure {
  if (!answer || answer.status >= 500) return new Failure(message, exitCodes.unavailable);
  return new Failure(`${store} refuses the query: ${reasonIn(answer.body)}`, exitCodes.usage);
}

/** Prometheus answers JSON, Loki and Tempo text. */
function reasonIn(body: string): string {
  try {
    return (JSON.parse(body) as { error: string }).error;
  } catch {
    return body.trim();
  }
}

async function promql(lab: Lab, text: string, options: QueryOptions): Promise<Found> {
  const { metrics } = storesOf(lab);
  if (options.exemplars) {
    const data = await metrics.exemplars(text, period(options));
    return { data, text: exemplarsTable(data) };
  }
  if (options.since === undefined) {
    const data = await metrics.instant(text);
    return { data, text: samplesTable(data) };
  }
  const data = await metrics.range(text, period(options), stepSeconds(options));
  return { data, text: seriesTable(data) };
}

/** A log query begins with its stream selector, a metric query with an aggregation. */
const isLogQuery = (text: string) => text.trimStart().startsWith('{');

async function logql(lab: Lab, text: string, options: QueryOptions): Promise<Found> {
  const { logs } = storesOf(lab);
  if (isLogQuery(text)) {
    const data = await logs.query(text, period(options), { limit: options.limit ?? 20 });
    return { data, text: linesText(data.toReversed()) };
  }
  if (options.since === undefined) {
    const data = await logs.instant(text);
    return { data, text: samplesTable(data) };
  }
  const data = await logs.range(text, period(options), stepSeconds(options));
  return { data, text: seriesTable(data) };
}

async function traceql(lab: Lab, text: string, options: QueryOptions): Promise<Found> {
  const { traces } = storesOf(lab);
  if (!(traces instanceof TempoTraces))
    throw new Failure(
      'TraceQL needs Tempo, which runs in containers (./lab up --docker). Natively ./lab trace --errors, --slowest and --exemplar find traces.',
      exitCodes.usage,
    );
  const data = await traces.search(text, period(options), options.limit);
  return { data, text: tracesTable(data) };
}

/** The patterns of the lines of a service, or of each with `.*`. */
async function patterns(lab: Lab, service: string, options: QueryOptions): Promise<Found> {
  const { logs } = storesOf(lab);
  const seconds = Math.round((options.since ?? QUARTER_MS) / 1_000);
  const values = { service, environment: lab.environment, period: `${seconds}s` };
  const [now, before] = await Promise.all(
    [queries.linePatterns, queries.linePatternsBefore].map(({ text }) => logs.instant(fill(text, values))),
  );
  const data = patternsOf(now!, before!);
  return { data, text: patternsTable(data, options.limit ?? 20) };
}
