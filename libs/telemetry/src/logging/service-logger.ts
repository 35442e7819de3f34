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
import { withinLimits } from './field-limits';
import { LineRate } from './line-rate';
import { cut, type Fields, fieldsOf, sentenceOf } from './log-fields';
import { countLine } from './log-lines';
import { routes } from './log-routes';
import { logThreshold } from './log-threshold';
import { readArguments } from './nest-arguments';
import { CONTEXT } from './otlp-route';

/**
 * The last look at a line, whoever added to it: country, segment and request id are the caller's words. Then the line as
 * JSON. Its fields are flat scalars by now: winston's own format would pay for circles and sorted keys.
 */
const redacted = format((line) => {
  redactFields(line);
  line[MESSAGE] = JSON.stringify(line);
  return line;
});

/**
 * Nest's logger over winston: one JSON object a line on stdout, and the same record over OTLP (winston's
 * instrumentation adds the ids of the active span). A sentence first, then one flat
 * object of fields: `logger.log('order placed', { 'webstore.order.id': id })`. Other arguments are taken as Nest's own logger
 * takes them: docs/reference/logging-standard.md.
 */
export class ServiceLogger implements LoggerService {
  private readonly rate = new LineRate();
  private readonly winston: Logger = createLogger({
    // What is written is decided here, by a threshold that can change; winston takes all it gets.
    level: 'silly',
    defaultMeta: { service: telemetryConfig.service },
    format: format.combine(format.timestamp(), redacted()),
    transports: routes((error) => this.warn('the log file cannot be written; the other routes go on', error)),
  });
  /** No request fails for a line about it. */
  private readonly write = guarded('logger', this.writeLine, () => undefined);

  constructor() {
    // What a route cannot write is lost and the shop goes on; without a listener it would end the process.
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

/** A kept trace does not lose its lines to the noise of others: there the rate is that of the trace. */
function keptTraceId(): string {
  const span = trace.getActiveSpan();
  return span && reasonOf(span) ? span.spanContext().traceId : '';
}

/** Country, segment and request id of whoever caused the line. */
function baggageFields(): Fields {
  const baggage = propagation.getActiveBaggage();
  return baggage ? entriesOf(baggage) : {};
}
