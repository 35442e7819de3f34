import { z } from 'zod';
import { traceOf, tracesData } from './otlp';
import { asMicroseconds } from '../period';
import { SignalStore, type TraceStoreOptions } from '../signal-store';
import type { Trace } from './trace';
import { assertTraceId } from './trace-id';
import type { Traces, TraceSearch } from './traces';

/** Client of Jaeger 2. Reads traces as OTLP from `/api/v3`; searches in `/api/traces`, because v3 cannot search by attribute. */
export class JaegerTraces implements Traces {
  private readonly store: SignalStore;
  private readonly environment: Record<string, string>;

  constructor({ environment, ...options }: TraceStoreOptions) {
    this.store = new SignalStore('jaeger', options);
    // Jaeger searches the attributes of the resource together with those of the span.
    this.environment = environment === undefined ? {} : { 'deployment.environment.name': environment };
  }

  async get(traceId: string): Promise<Trace | undefined> {
    assertTraceId(traceId);
    const answer = await this.store.find(`/api/v3/traces/${traceId}`, {}, traceAnswer);
    return answer && traceOf(traceId, answer.result);
  }

  async find({ service, attributes, minDurationMs, limit = 20, from, to }: TraceSearch): Promise<string[]> {
    const tags = { ...attributes, ...this.environment };
    const parameters = {
      service,
      tags: Object.keys(tags).length > 0 ? JSON.stringify(tags) : undefined,
      minDuration: minDurationMs === undefined ? undefined : `${minDurationMs}ms`,
      start: asMicroseconds(from),
      end: asMicroseconds(to),
      limit,
    };
    const { data } = await this.store.get('/api/traces', parameters, searchAnswer);
    return data.sort((a, b) => b.startedAt - a.startedAt).map(({ traceId }) => traceId);
  }
}

const traceAnswer = z.object({ result: tracesData });

const foundTrace = z
  .object({ traceID: z.string(), spans: z.array(z.object({ startTime: z.number() })) })
  .transform(({ traceID, spans }) => ({
    traceId: traceID.padStart(32, '0'),
    startedAt: Math.min(...spans.map(({ startTime }) => startTime)),
  }));

const searchAnswer = z.object({
  data: z
    .array(foundTrace)
    .nullable()
    .transform((found) => found ?? []),
});
