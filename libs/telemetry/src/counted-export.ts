import { Logger } from '@nestjs/common';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { telemetryConfig } from './config';
import { created, dropped, exported } from './telemetry.metrics';

/** How long nothing may be lost before that is worth a line: one outage is two lines, not one a second. */
const CALM_MS = 10_000;

/**
 * Sends spans in batches and keeps the books: created = exported + dropped + waiting. The bound is ours, so that what
 * is lost at it is counted; the SDK's own processor loses silently.
 */
export class CountedExport implements SpanProcessor {
  private readonly logger = new Logger('telemetry');
  private readonly batches: BatchSpanProcessor;
  private waiting = 0;
  private losing?: { since: Date; spans: number; lastAt: number };

  constructor(
    exporter: SpanExporter,
    private readonly most = telemetryConfig.spanQueue,
  ) {
    this.batches = new BatchSpanProcessor({
      exporter: counted(exporter, (spans, result) => this.settle(spans, result)),
      scheduledDelayMillis: 1_000,
      maxQueueSize: most,
    });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    created.add({});
    if (this.waiting >= this.most) return this.lost(1, 'queue_full');
    this.waiting++;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  private settle(spans: number, { code, error }: ExportResult): void {
    this.waiting -= spans;
    if (code !== ExportResultCode.SUCCESS) return this.lost(spans, 'export_failed', error);
    exported.add({}, spans);
    if (!this.losing || Date.now() - this.losing.lastAt < CALM_MS) return;
    const { spans: lost, since } = this.losing;
    this.losing = undefined;
    const fields = { lost, since: since.toISOString() };
    outOfAnyTrace(() => this.logger.log('spans are sent again', fields));
  }

  private lost(spans: number, cause: 'queue_full' | 'export_failed', error?: Error): void {
    dropped.add({ cause }, spans);
    if (!this.losing) {
      const reason = error && { 'exception.message': error.message };
      const fields = { cause, ...reason };
      outOfAnyTrace(() => this.logger.warn('spans are dropped until the collector takes them again', fields));
      this.losing = { since: new Date(), spans: 0, lastAt: 0 };
    }
    this.losing.spans += spans;
    this.losing.lastAt = Date.now();
  }
}

/** A batch is sent in the context of whichever span happened to start its timer; the line is not about that one. */
const outOfAnyTrace = (log: () => void) => context.with(ROOT_CONTEXT, log);

function counted(
  exporter: SpanExporter,
  settle: (spans: number, result: ExportResult) => void,
): SpanExporter {
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        settle(spans.length, result);
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
