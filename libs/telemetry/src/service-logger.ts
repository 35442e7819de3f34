import type { LoggerService } from '@nestjs/common';
import { propagation } from '@opentelemetry/api';
import { createLogger, format, type Logger, transports } from 'winston';
import { telemetryConfig } from './config';

type Fields = Record<string, unknown>;

/** Country, segment and request id of whoever caused the line. */
const fromBaggage = format((line) => {
  for (const [key, { value }] of propagation.getActiveBaggage()?.getAllEntries() ?? []) line[key] ??= value;
  return line;
});

/**
 * Nest's logger over winston: one JSON object a line on stdout, and the same record over OTLP (winston's
 * instrumentation adds the ids of the active span and the OTLP transport). A sentence first, then one flat
 * object of fields: `logger.log('order placed', { 'webstore.order.id': id })`.
 */
export class ServiceLogger implements LoggerService {
  private readonly winston: Logger = createLogger({
    level: telemetryConfig.logLevel,
    defaultMeta: { service: telemetryConfig.service },
    format: format.combine(format.timestamp(), fromBaggage(), format.json()),
    transports: [new transports.Console()],
  });

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
    this.write('error', message, rest);
  }

  private write(level: string, message: unknown, rest: unknown[]): void {
    const fields: Fields = {};
    if (message instanceof Error) Object.assign(fields, errorFields(message));
    // Nest passes the class that logs as the last argument, and `error` a stack before it.
    const context = typeof rest.at(-1) === 'string' ? (rest.pop() as string) : undefined;
    for (const part of rest) {
      if (part instanceof Error) Object.assign(fields, errorFields(part));
      else if (typeof part === 'string') fields['exception.stacktrace'] = part;
      else if (part && typeof part === 'object') Object.assign(fields, part);
    }
    this.winston.log({ level, message: sentence(message), context, ...fields });
  }
}

function sentence(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}

/** An error by OpenTelemetry's names. The stack is cut: Loki refuses a line's metadata over 64 KiB for good. */
function errorFields(error: Error): Fields {
  return {
    'exception.type': error.name,
    'exception.message': error.message,
    'exception.stacktrace': error.stack?.slice(0, 8_000),
  };
}
