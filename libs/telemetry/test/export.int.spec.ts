import { Logger } from '@nestjs/common';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { AlwaysOnSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BatchConfig } from '../src/config';
import { countedLogRecords, countedSpans } from '../src/export/counted-export';
import { exposition } from '../src/metrics/registry';
import { reportingRejected } from '../src/export/rejected-items';
import { type Collector, collector, rejecting, silence } from './collector';

const config: BatchConfig = { queue: 20_480, batch: 512, delayMs: 60_000, timeoutMs: 30_000 };

async function exportTotals(signal: 'spans' | 'log_records'): Promise<Record<string, number>> {
  const { body } = await exposition();
  const series = body.matchAll(
    new RegExp(`^webstore_${signal}_(\\w+)_total(?:\\{cause="(\\w+)"\\})? (\\d+)`, 'gm'),
  );
  return Object.fromEntries([...series].map(([, entry, cause, value]) => [cause ?? entry, Number(value)]));
}

describe('export to a real receiver', () => {
  let receiver: Collector;
  let before: Awaited<ReturnType<typeof exportTotals>>;
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  vi.spyOn(Logger.prototype, 'log').mockReturnValue();

  /** The counters of a signal since the start of the test, without zeros. */
  async function since(signal: 'spans' | 'log_records' = 'spans'): Promise<Record<string, number>> {
    const entries = Object.entries(await exportTotals(signal));
    return Object.fromEntries(
      entries
        .map(([entry, value]) => [entry, value - (before[`${signal} ${entry}`] ?? 0)])
        .filter(([, n]) => n),
    );
  }
  function tracing(options: Partial<BatchConfig> = {}, patienceMs = 30_000) {
    const exporter = reportingRejected(
      new OTLPTraceExporter({ url: `${receiver.url}/v1/traces`, timeoutMillis: patienceMs }),
    );
    const processor = countedSpans(
      { forceFlush: async () => undefined, ...exporter },
      { ...config, ...options },
    );
    const provider = new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors: [processor] });
    const make = (spans: number) => {
      for (let n = 0; n < spans; n++) provider.getTracer('test').startSpan('numbered-span').end();
    };
    return { provider, processor, make };
  }
  function logging(options: Partial<BatchConfig> = {}) {
    const exporter = reportingRejected(new OTLPLogExporter({ url: `${receiver.url}/v1/logs` }));
    const processor = countedLogRecords(
      { forceFlush: async () => undefined, ...exporter },
      { ...config, ...options },
    );
    const provider = new LoggerProvider({ processors: [processor] });
    const make = (lines: number) => {
      for (let n = 0; n < lines; n++) provider.getLogger('test').emit({ body: 'numbered-line' });
    };
    return { provider, processor, make };
  }

  beforeEach(async () => {
    receiver = await collector();
    before = {};
    for (const signal of ['spans', 'log_records'] as const)
      for (const [entry, value] of Object.entries(await exportTotals(signal)))
        before[`${signal} ${entry}`] = value;
    warn.mockClear();
  });
  afterEach(() => receiver.close());

  it('is complete at shutdown, with 20,480 spans and as many log records waiting', async () => {
    const [spans, lines] = [tracing(), logging()];
    spans.make(20_480);
    lines.make(20_480);
    await Promise.all([spans.provider.shutdown(), lines.provider.shutdown()]);
    expect(receiver.count('numbered-span')).toBe(20_480);
    expect(receiver.count('numbered-line')).toBe(20_480);
    expect(await since('spans')).toEqual({ created: 20_480, exported: 20_480 });
    expect(await since('log_records')).toEqual({ created: 20_480, exported: 20_480 });
    // A few concurrent batches per signal: the exporter refuses more than thirty.
    expect(receiver.mostUnderWay).toBeLessThanOrEqual(8);
  });

  it('uses the configured batch size and delay', async () => {
    const { provider, make } = tracing({ batch: 10, delayMs: 0 });
    make(5);
    await vi.waitFor(() => expect(receiver.count('numbered-span')).toBe(5), 20_000);
    make(25);
    await provider.shutdown();
    for (const { body } of receiver.received)
      expect(body.split('numbered-span').length - 1).toBeLessThanOrEqual(10);
    expect(receiver.count('numbered-span')).toBe(30);
  });

  it('counts items as rejected if the collector accepts a batch and rejects some of it', async () => {
    receiver.answer = rejecting(3, 'too old');
    const [spans, lines] = [tracing(), logging()];
    spans.make(10);
    lines.make(8);
    await Promise.all([spans.provider.forceFlush(), lines.provider.forceFlush()]);
    expect(await since('spans')).toEqual({ created: 10, exported: 7, rejected: 3 });
    expect(await since('log_records')).toEqual({ created: 8, exported: 5, rejected: 3 });
    expect(warn.mock.calls.map(([, fields]) => fields)).toEqual(
      Array(2).fill({ cause: 'rejected', 'exception.message': 'too old' }),
    );
    // The rejection of one batch does not affect the next.
    receiver.answer = (response) => void response.end();
    spans.make(10);
    await spans.provider.shutdown();
    expect(await since('spans')).toEqual({ created: 20, exported: 17, rejected: 3 });
  });

  it('counts everything as exported if the collector only warns, or responds with invalid protobuf', async () => {
    receiver.answer = rejecting(0, 'you may want to know');
    const { provider, make } = tracing();
    make(4);
    await provider.forceFlush();
    receiver.answer = (response) => void response.end('<html>');
    make(4);
    await provider.shutdown();
    expect(await since()).toEqual({ created: 8, exported: 8 });
  });

  it('is not blocked by a batch without a response', async () => {
    const { provider, make } = tracing({ batch: 10, timeoutMs: 200 }, 500);
    receiver.answer = (response, path) =>
      receiver.received.length > 1 ? void response.end() : silence(response, path);
    make(20);
    await provider.shutdown();
    expect(await since()).toEqual({ created: 20, exported: 10, export_failed: 10 });
  });

  it('counts and logs unsent items as lost at the deadline, and accepts none later', async () => {
    receiver.answer = silence;
    const { provider, processor, make } = tracing({}, 500);
    make(7);
    const end = provider.shutdown();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 20_000);
    processor.abandon();
    make(2);
    expect(await since()).toEqual({ created: 9, shutdown: 9 });
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('spans are lost'), { lost: 7 });
    // The exporter fails later, which is not counted a second time.
    await end;
    expect(await since()).toEqual({ created: 9, shutdown: 9 });
  });
});
