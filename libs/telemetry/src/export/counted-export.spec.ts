import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import { type LogRecordExporter, LoggerProvider } from '@opentelemetry/sdk-logs';
import { type ReadableSpan, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countedLogRecords, countedSpans } from './counted-export';
import { exposition } from '../metrics/registry';

vi.mock('../config', () => ({
  telemetryConfig: {
    keepShare: 0,
  },
}));

const config = { queue: 100, batch: 100, delayMs: 1_000, timeoutMs: 30_000 };

const figure = async (series: string) =>
  Number(
    (await exposition()).body
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.split(' ')[1],
  );
const exportTotals = async () => ({
  created: await figure('webstore_spans_created_total'),
  exported: await figure('webstore_spans_exported_total'),
  full: await figure('webstore_spans_dropped_total{cause="queue_full"}'),
  failed: await figure('webstore_spans_dropped_total{cause="export_failed"}'),
});

describe('the counted export', () => {
  let collector: { up: boolean; taken: ReadableSpan[] };
  let provider: TracerProvider;
  let before: Awaited<ReturnType<typeof exportTotals>>;
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const log = vi.spyOn(Logger.prototype, 'log').mockReturnValue();

  const exporter: SpanExporter = {
    export(spans: ReadableSpan[], done: (result: ExportResult) => void) {
      if (collector.up) collector.taken.push(...spans);
      const failed = { code: ExportResultCode.FAILED, error: new Error('no answer') };
      const result = collector.up ? { code: ExportResultCode.SUCCESS } : failed;
      setTimeout(() => done(result), 100);
    },
    shutdown: async () => undefined,
  };
  const make = (spans: number) => {
    for (let n = 0; n < spans; n++) provider.getTracer('test').startSpan('work').end();
  };
  const since = async () => {
    const now = await exportTotals();
    return Object.fromEntries(
      Object.entries(now).map(([key, value]) => [key, value - before[key as 'full']]),
    );
  };

  beforeEach(async () => {
    vi.useFakeTimers();
    collector = { up: true, taken: [] };
    provider = new TracerProvider({ spanProcessors: [countedSpans(exporter, config)] });
    before = await exportTotals();
  });
  afterEach(async () => {
    collector.up = true;
    vi.useRealTimers();
    await provider.shutdown();
    warn.mockClear();
    log.mockClear();
  });

  it('counts created spans and spans that the collector accepted', async () => {
    make(30);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(collector.taken).toHaveLength(30);
    expect(await since()).toEqual({ created: 30, exported: 30, full: 0, failed: 0 });
  });

  it('drops and counts spans above the queue limit', async () => {
    make(130);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await since()).toEqual({ created: 130, exported: 100, full: 30, failed: 0 });
  });

  it('counts every span lost while the collector is down, and logs the loss once', async () => {
    collector.up = false;
    for (let second = 0; second < 20; second++) {
      make(5);
      await vi.advanceTimersByTimeAsync(1_500);
    }
    expect(await since()).toEqual({ created: 100, exported: 0, full: 0, failed: 100 });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('logs the recovery once, with the number of lost spans', async () => {
    collector.up = false;
    make(7);
    await vi.advanceTimersByTimeAsync(12_000);
    collector.up = true;
    make(5);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(collector.taken).toHaveLength(5);
    expect(log).toHaveBeenCalledTimes(1);
    expect(log.mock.calls[0]![1]).toMatchObject({ lost: 7 });
  });

  it('counts log records in the same way', async () => {
    const logRecordTotal = async (series: string) => figure(`webstore_log_records_${series}`);
    const sent = vi.fn<LogRecordExporter['export']>((_records, done) =>
      done({ code: ExportResultCode.SUCCESS }),
    );
    const logs = new LoggerProvider({
      processors: [
        countedLogRecords(
          { export: sent, forceFlush: async () => undefined, shutdown: async () => undefined },
          config,
        ),
      ],
    });
    for (let n = 0; n < 103; n++) logs.getLogger('test').emit({ body: 'a line' });
    await vi.advanceTimersByTimeAsync(1_500);
    await logs.shutdown();
    expect(sent.mock.calls.flatMap(([records]) => records)).toHaveLength(100);
    expect([
      await logRecordTotal('created_total'),
      await logRecordTotal('exported_total'),
      await logRecordTotal('dropped_total{cause="queue_full"}'),
    ]).toEqual([103, 100, 3]);
  });
});
