import { type Context, context, logs, SeverityNumber } from '@opentelemetry/api';
import TransportStream from 'winston-transport';
import type { LogLevel } from '../config';
import { guarded } from '../guarded';

/** Key of the context in which a line was logged: a slow stdout can delay the other routes, which then run in another context. */
export const CONTEXT = Symbol('context of a log line');

/** winston ranks `verbose` above `debug`; here it is below. */
const severities: Record<LogLevel, SeverityNumber> = {
  error: SeverityNumber.ERROR,
  warn: SeverityNumber.WARN,
  info: SeverityNumber.INFO,
  debug: SeverityNumber.DEBUG,
  verbose: SeverityNumber.TRACE,
};
/** Fields that the log record has as its own properties. */
const own = new Set(['level', 'message', 'trace_id', 'span_id', 'trace_flags']);

type Line = Record<string, string | number | boolean> & { level: LogLevel; message: string };

/**
 * Exports lines over OTLP with the same content as on stdout. It does not use OpenTelemetry's winston transport, which turns a
 * field named `error`, `err` or `stack` into an exception and has a different order of levels.
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
