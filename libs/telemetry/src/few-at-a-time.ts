import { context } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import type { BatchResult, Exporter } from './export/export-accounting';

/**
 * Batches on their way at the same time. At its end the SDK's span processor hands over all batches at once, and the OTLP exporter
 * refuses every one beyond its thirtieth.
 */
const MOST_AT_A_TIME = 4;

/**
 * The exporter, with few batches on their way and the others in line, each given up after `timeoutMs` of its own: an exporter that
 * never answers for one does not keep the next from being sent.
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
      // In line it must stay in the context it came in: there the exporter's own request makes no span.
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
