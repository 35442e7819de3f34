import { Logger } from '@nestjs/common';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import type { counter } from '../metrics/metrics';
import type { DropCause } from './telemetry.metrics';

type Counter<L extends string = never> = ReturnType<typeof counter<L>>;

/** The counters of one signal. */
interface ExportCounters {
  created: Counter;
  exported: Counter;
  dropped: Counter<'cause'>;
}

/** Result of a batch, with the number of items that the collector rejected from an accepted batch. */
export interface BatchResult extends ExportResult {
  rejected?: number;
}

/** The common interface of the SDK's span and log record exporters. */
export interface Exporter<T> {
  export(items: T[], done: (result: BatchResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

/** Time without a loss after which recovery is logged, so that an outage causes two lines and not one a second. */
const CALM_MS = 10_000;

/**
 * Accounting of a signal that is sent in batches: created = exported + dropped + waiting. This class limits the queue itself
 * and counts the losses, because the SDK's processors drop items silently.
 */
export class ExportAccounting<T> {
  private readonly logger = new Logger('telemetry');
  private waiting = 0;
  private closed = false;
  private emptied?: () => void;
  private losing?: { since: Date; items: number; lastAt: number };

  /**
   * @param what name of the items for log lines: spans or log records
   * @param most maximum number of waiting items
   */
  constructor(
    private readonly what: string,
    private readonly counters: ExportCounters,
    private readonly most: number,
  ) {}

  /** Counts a new item. @returns false if the queue is full or closed; the item is then counted as lost */
  admit(): boolean {
    this.counters.created.add({});
    if (this.closed || this.waiting >= this.most) {
      this.lost(1, this.closed ? 'shutdown' : 'queue_full');
      return false;
    }
    this.waiting++;
    return true;
  }

  /** The exporter, with its results counted. */
  counted<E extends Exporter<T>>(exporter: E): Required<Exporter<T>> {
    return {
      export: (items, done) =>
        exporter.export(items, (result) => {
          this.settle(items.length, result);
          done(result);
        }),
      forceFlush: async () => exporter.forceFlush?.(),
      shutdown: () => exporter.shutdown(),
    };
  }

  /** Accepts no more items; resolves when no item is waiting. */
  close(): Promise<void> {
    this.closed = true;
    return new Promise((resolve) => {
      this.emptied = resolve;
      if (this.waiting === 0) resolve();
    });
  }

  /** Counts all waiting items as lost, because the shutdown time is over. */
  abandon(): void {
    this.closed = true;
    const lost = this.waiting;
    this.waiting = 0;
    this.emptied?.();
    if (lost === 0) return;
    this.counters.dropped.add({ cause: 'shutdown' }, lost);
    this.warn(`${this.what} are lost: the collector did not take them before the process had to end`, {
      lost,
    });
  }

  private settle(items: number, { code, error, rejected = 0 }: BatchResult): void {
    // Already abandoned and counted.
    if (this.waiting < items) return;
    this.waiting -= items;
    if (this.waiting === 0) this.emptied?.();
    if (code !== ExportResultCode.SUCCESS) return this.lost(items, 'export_failed', error);
    const refused = Math.min(rejected, items);
    this.counters.exported.add({}, items - refused);
    if (refused > 0) return this.lost(refused, 'rejected', error);
    if (!this.losing || Date.now() - this.losing.lastAt < CALM_MS) return;
    const { items: lost, since } = this.losing;
    this.losing = undefined;
    const fields = { lost, since: since.toISOString() };
    outOfAnyTrace(() => this.logger.log(`${this.what} are sent again`, fields));
  }

  private lost(items: number, cause: DropCause, error?: Error): void {
    this.counters.dropped.add({ cause }, items);
    const first = this.losing === undefined;
    this.losing ??= { since: new Date(), items: 0, lastAt: 0 };
    this.losing.items += items;
    this.losing.lastAt = Date.now();
    if (!first) return;
    const fields = { cause, ...(error && { 'exception.message': error.message }) };
    this.warn(`${this.what} are dropped until the collector takes them again`, fields);
  }

  private warn(message: string, fields: object): void {
    outOfAnyTrace(() => this.logger.warn(message, fields));
  }
}

/** A batch is sent in the context of the span that started its timer, so the line is logged outside any trace. */
const outOfAnyTrace = (log: () => void) => context.with(ROOT_CONTEXT, log);
