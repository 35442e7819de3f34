import { z } from 'zod';
import { traceOf, tracesData } from './otlp';
import type { Period } from '../period';
import { SignalStore, type TraceStoreOptions } from '../signal-store';
import type { Trace } from './trace';
import { assertTraceId } from './trace-id';
import type { Traces, TraceSearch } from './traces';

/** Client of Tempo 3. Reads traces as OTLP from `/api/v2`, and searches with TraceQL. */
export class TempoTraces implements Traces {
  private readonly store: SignalStore;
  private readonly environment: string | undefined;

  constructor({ environment, ...options }: TraceStoreOptions) {
    this.store = new SignalStore('tempo', options);
    this.environment = environment;
  }

  async get(traceId: string): Promise<Trace | undefined> {
    assertTraceId(traceId);
    const answer = await this.store.find(`/api/v2/traces/${traceId}`, {}, traceAnswer);
    return answer?.trace.resourceSpans ? traceOf(traceId, answer.trace) : undefined;
  }

  async find({ limit = 20, ...search }: TraceSearch): Promise<string[]> {
    return this.select(traceqlOf(search, this.environment), search, limit);
  }

  /** The ids of the traces that a TraceQL query selects, newest first. */
  async select(query: string, period: Period, limit = 20): Promise<string[]> {
    return (await this.search(query, period, limit)).map(({ traceId }) => traceId);
  }

  /** The traces that a TraceQL query selects, newest first. */
  async search(query: string, { from, to }: Period, limit = 20): Promise<FoundTrace[]> {
    const parameters = { q: query, limit, ...wholeSeconds(from, to) };
    const { traces } = await this.store.get('/api/search', parameters, searchAnswer);
    return traces.sort((a, b) => (a.startNs < b.startNs ? 1 : -1)).map(({ trace }) => trace);
  }
}

/** Converts a search to one TraceQL spanset: one span must satisfy all conditions, as in Jaeger. */
export function traceqlOf(
  { service, attributes = {}, minDurationMs }: Omit<TraceSearch, 'limit'>,
  environment?: string,
): string {
  const conditions = [
    `resource.service.name = ${quoted(service)}`,
    ...(environment === undefined ? [] : [`resource.deployment.environment.name = ${quoted(environment)}`]),
    ...Object.entries(attributes).map(([name, value]) => equal(`span.${quoted(name)}`, value)),
    ...(minDurationMs === undefined ? [] : [`duration >= ${minDurationMs}ms`]),
  ];
  return `{ ${conditions.join(' && ')} }`;
}

/** TraceQL compares by type, and a {@link TraceSearch} has only strings, so `201` also matches as a number. */
function equal(attribute: string, value: string): string {
  const text = `${attribute} = ${quoted(value)}`;
  return /^(\d+|true|false)$/.test(value) ? `(${text} || ${attribute} = ${value})` : text;
}

const quoted = (text: string) => JSON.stringify(text);

/** Tempo uses whole seconds, and refuses a period with equal start and end. */
function wholeSeconds(from: Date, to: Date) {
  const start = Math.floor(from.getTime() / 1000);
  return { start, end: Math.max(Math.ceil(to.getTime() / 1000), start + 1) };
}

const traceAnswer = z.object({ trace: tracesData });

const foundTrace = z
  .object({
    traceID: z.string(),
    startTimeUnixNano: z.string(),
    rootServiceName: z.string().optional(),
    rootTraceName: z.string().optional(),
    durationMs: z.number().optional(),
  })
  .transform(({ traceID, startTimeUnixNano, rootServiceName, rootTraceName, durationMs }) => ({
    startNs: BigInt(startTimeUnixNano),
    trace: {
      // Tempo omits leading zeros.
      traceId: traceID.padStart(32, '0'),
      at: new Date(Number(BigInt(startTimeUnixNano) / 1_000_000n)),
      /** Of the root span; undefined when Tempo does not have it (yet). */
      service: rootServiceName,
      /** Of the root span. */
      name: rootTraceName,
      /** Tempo omits the duration of a trace that takes less than 1 ms. */
      durationMs: durationMs ?? 0,
    },
  }));
/** A search result of Tempo. */
export type FoundTrace = z.infer<typeof foundTrace>['trace'];

const searchAnswer = z.object({ traces: z.array(foundTrace).default([]) });
