import { context } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { BatchResult, Exporter } from './export-accounting';

/**
 * Maximum number of concurrent batches. At shutdown the SDK's span processor exports all batches at once, and the OTLP exporter
 * refuses more than thirty.
 */
const MOST_AT_A_TIME = 4;

/**
 * Limits the concurrent batches of an exporter and queues the others. Each batch has its own timeout of `timeoutMs` milliseconds,
 * so a batch without a result does not block the next one.
 */
export function fewAtATime<T>(exporter: Exporter<T>, timeoutMs: number): Exporter<T> {
  const line: (() => void)[] = [];
  let underWay = 0;
  const next = () => {
    if (underWay >= MOST_AT_A_TIME) return;
    const start = line.shift();
    if (!start) return;
    underWay++;
    start();
  };
  return {
    export: (items, done) => {
      const send = () => {
        const ended = once((result) => {
          clearTimeout(timer);
          underWay--;
          done(result);
          next();
        });
        const late = { code: ExportResultCode.FAILED, error: new Error(`no answer within ${timeoutMs} ms`) };
        const timer = setTimeout(() => ended(late), timeoutMs).unref();
        exporter.export(items, ended);
      };
      // A queued batch keeps its original context, in which the exporter's own request creates no span.
      line.push(context.bind(context.active(), send));
      next();
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

function once(handle: (result: BatchResult) => void): (result: BatchResult) => void {
  let ended = false;
  return (result) => {
    if (ended) return;
    ended = true;
    handle(result);
  };
}
