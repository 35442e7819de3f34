import { type Context, context, logs, SeverityNumber } from '@opentelemetry/api';
import TransportStream from 'winston-transport';
import type { LogLevel } from '../config';
import { guarded } from '../guarded';

/** The context in which a line was logged: a slow stdout can hold up the other routes, and they write in another one. */
export const CONTEXT = Symbol('context of a log line');

/** winston's own map has `verbose` above `debug`; here it is below. */
const severities: Record<LogLevel, SeverityNumber> = {
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
  verbose: SeverityNumber.TRACE,
};
/** The record has them itself. */
const own = new Set(['level', 'message', 'trace_id', 'span_id', 'trace_flags']);

type Line = Record<string, string | number | boolean> & { level: LogLevel; message: string };

/**
 * Sends lines over OTLP as they are on stdout. Not by OpenTelemetry's transport for winston: that one makes an exception of a
 * field that is called `error`, `err` or `stack`, and has its own order of levels.
 */
export class OtlpRoute extends TransportStream {
  private readonly logger = logs.getLogger('@webstore/telemetry');
  private readonly send = guarded('log-record', this.sendLine, () => undefined);

  override log(line: Line, done: () => void): void {
    done();
    this.send(line);
  }

  private sendLine(line: Line): void {
    const attributes = Object.fromEntries(Object.entries(line).filter(([name]) => !own.has(name)));
    this.logger.emit({
      severityNumber: severities[line.level],
      severityText: line.level,
      body: line.message,
      attributes,
      context: (line as unknown as Record<symbol, Context | undefined>)[CONTEXT] ?? context.active(),
    });
  }
}
