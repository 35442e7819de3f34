import type { LoggerService } from '@nestjs/common';
import { context, propagation, trace } from '@opentelemetry/api';
import { MESSAGE } from 'triple-beam';
import { createLogger, format, type Logger } from 'winston';
import { entriesOf } from '../propagation/baggage';
import { type LogLevel, telemetryConfig } from '../config';
import { guarded, telemetryFailed } from '../guarded';
import { reasonOf } from '../sampling/keep';
import { redactFields } from '../redaction/redact-values';
import { isError } from './describe-error';
import { type Fields, withinLimits } from './field-limits';
import { LineRate } from './line-rate';
import { cut, fieldsOf, sentenceOf } from './log-fields';
import { countLine } from './log-lines';
import { routes } from './log-routes';
import { logThreshold } from './log-threshold';
import { readArguments } from './nest-arguments';
import { CONTEXT } from './otlp-route';

/**
 * Redacts the complete line (country, segment and request id come from the caller), then serialises it as JSON. The fields are
 * flat scalars, so winston's own format, which handles circular values and sorts keys, would only cost time.
 */
const redacted = format((line) => {
  redactFields(line);
  line[MESSAGE] = JSON.stringify(line);
  return line;
});

/**
 * Nest's logger on top of winston: one JSON object per line on stdout, and the same record over OTLP (winston's
 * instrumentation adds the ids of the active span). Pass a message, then one flat object of
 * fields: `logger.log('order placed', { 'webstore.order.id': id })`. Other arguments are interpreted like in Nest's own
 * logger, see docs/reference/logging-standard.md.
 */
export class ServiceLogger implements LoggerService {
  private readonly rate = new LineRate();
  private readonly winston: Logger = createLogger({
    // This class filters by a threshold that can change, so winston accepts every level.
    level: 'silly',
    defaultMeta: { service: telemetryConfig.service },
    format: format.combine(format.timestamp(), redacted()),
    transports: routes((error) => this.warn('the log file cannot be written; the other routes go on', error)),
  });
  /** Guarded, so that a log line cannot fail a request. */
  private readonly write = guarded('logger', this.writeLine, () => undefined);

  constructor() {
    // A route that cannot write loses the line. Without this listener, the error would end the process.
    this.winston.on('error', (error) => telemetryFailed('log-route', error));
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('verbose', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest, true);
  }

  private writeLine(level: LogLevel, message: unknown, rest: unknown[], isFatal = false): void {
    if (!logThreshold.passes(level)) return;
    const sentence = sentenceOf(message);
    const noisy = level !== 'error' && level !== 'warn';
    if (noisy && !this.rate.passes(`${sentence} ${keptTraceId()}`)) return countLine(level, 'sampled');
    countLine(level, 'written');
    const { extras, stack, context: caller } = readArguments(level, isFatal, rest);
    const fields: Fields = {
      ...baggageFields(),
      ...fieldsOf(isError(message) ? [message, ...extras] : extras, level !== 'info'),
      ...(stack !== undefined && { 'exception.stacktrace': cut(stack) }),
      ...(caller !== undefined && { context: cut(caller) }),
    };
    this.winston.log({ ...withinLimits(fields), level, message: sentence, [CONTEXT]: context.active() });
  }
}

/** Lines of a kept trace have their own rate limit, so that other traces cannot suppress them. */
function keptTraceId(): string {
  const span = trace.getActiveSpan();
  return span && reasonOf(span) ? span.spanContext().traceId : '';
}

/** Country, segment and request id from the active baggage. */
function baggageFields(): Fields {
  const baggage = propagation.getActiveBaggage();
  return baggage ? entriesOf(baggage) : {};
}
