import { z } from 'zod';
import { assertTraceId } from './traces/trace-id';
import { instantAnswer, rangeAnswer, type Sample, type Series } from './metrics-answers';
import { asNanoseconds, type Period } from './period';
import { SignalStore, type StoreOptions } from './signal-store';

/** One log line. */
export interface LogLine {
  at: Date;
  line: string;
  /** The indexed labels of its stream. */
  labels: Record<string, string>;
  /** Structured metadata, not indexed: `trace_id`, `severity_text`, our own fields (dots become underscores). */
  metadata: Record<string, string>;
}

/** Options of {@link Logs}. */
export interface LogOptions {
  /** Maximum number of lines. Default: 100. */
  limit?: number;
  /** Default: newest first. */
  oldestFirst?: boolean;
}

/** Client of Loki. */
export class Logs {
  private readonly store: SignalStore;

  constructor(options: StoreOptions) {
    // Without this header Loki mixes the labels with structured metadata and parsed fields.
    this.store = new SignalStore('loki', options, {
      'X-Loki-Response-Encoding-Flags': 'categorize-labels',
    });
  }

  /** The lines that a LogQL log query selects. @throws SignalProblem if Loki fails or does not respond */
  async query(logql: string, period: Period, options: LogOptions = {}): Promise<LogLine[]> {
    const parameters = {
      query: logql,
      start: asNanoseconds(period.from),
      end: asNanoseconds(period.to),
      limit: options.limit ?? 100,
      direction: options.oldestFirst ? 'forward' : 'backward',
    };
    const { data } = await this.store.get('/loki/api/v1/query_range', parameters, streamsAnswer);
    const order = options.oldestFirst ? 1 : -1;
    return data.result.flat().sort((a, b) => order * (a.at.getTime() - b.at.getTime()));
  }

  /** The value of each series of a LogQL metric query at one time (default: now). */
  async instant(logql: string, at = new Date()): Promise<Sample[]> {
    const parameters = { query: logql, time: asNanoseconds(at) };
    return (await this.store.get('/loki/api/v1/query', parameters, instantAnswer)).data;
  }

  /** The values of each series of a LogQL metric query over a period, one every `stepSeconds`. */
  async range(logql: string, period: Period, stepSeconds: number): Promise<Series[]> {
    const parameters = {
      query: logql,
      start: asNanoseconds(period.from),
      end: asNanoseconds(period.to),
      step: stepSeconds,
    };
    return (await this.store.get('/loki/api/v1/query_range', parameters, rangeAnswer)).data.result;
  }

  /** The lines of a trace, from all services or one, oldest first. @throws TypeError for an invalid trace id */
  async ofTrace(traceId: string, period: Period, service?: string): Promise<LogLine[]> {
    assertTraceId(traceId);
    const stream = service ? `service_name=${JSON.stringify(service)}` : 'service_name=~".+"';
    return this.query(`{${stream}} | trace_id="${traceId}"`, period, { limit: 1000, oldestFirst: true });
  }
}

const labels = z.record(z.string(), z.string());
const categories = z.object({ structuredMetadata: labels.optional(), parsed: labels.optional() });

const entry = z.union([
  z.tuple([z.string(), z.string(), categories]),
  z.tuple([z.string(), z.string()]).transform(([at, line]) => [at, line, {}] as const),
]);

const stream = z
  .object({ stream: labels, values: z.array(entry) })
  .transform(({ stream, values }): LogLine[] =>
    values.map(([at, line, { structuredMetadata, parsed }]: readonly [string, string, Categories]) => ({
      at: new Date(Number(at.slice(0, -6))),
      line,
      labels: stream,
      metadata: { ...structuredMetadata, ...parsed },
    })),
  );
type Categories = Partial<z.infer<typeof categories>>;

const streamsAnswer = z.object({
  status: z.literal('success'),
  data: z.object({ resultType: z.literal('streams'), result: z.array(stream) }),
});
