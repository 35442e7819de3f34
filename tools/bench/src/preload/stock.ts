import { HttpAdapterHost } from '@nestjs/core';
import { Inject, Module } from '@nestjs/common';
import { createLogger, format, transports } from 'winston';
import { replaceTelemetry } from './replaced-telemetry';
import { logRequests } from './request-lines';

/**
 * Loaded, after the stock package's own `register`, before a service that is measured with it. What an application adds
 * by itself when it takes that package: winston as its documentation shows it, and a line a request.
 */
const logger = createLogger({
  format: format.combine(format.timestamp(), format.json()),
  transports: [new transports.Console()],
});

const write = (level: string) => (message: unknown, fields?: unknown) =>
  void logger.log(level, String(message), typeof fields === 'object' ? fields : {});

class PlainLogger {
  log = write('info');
  warn = write('warn');
  error = write('error');
}

@Module({})
class RequestLines {
  static trusting() {
    return { module: RequestLines };
  }

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    logRequests(host.httpAdapter.getInstance(), logger);
  }
}

replaceTelemetry({ ServiceLogger: PlainLogger, TelemetryModule: RequestLines });
