import { transports } from 'winston';
import type TransportStream from 'winston-transport';
import { telemetryConfig } from '../config';
import { FileRoute } from './file-route';
import { OtlpRoute } from './otlp-route';
import { pretty } from './pretty';

/** The outputs of log lines: stdout, OTLP, and a file for a tailing collector if one is configured. */
export function routes(
  onFileBroken: (error: unknown) => void,
  { logFormat, logFile } = telemetryConfig,
): TransportStream[] {
  const stdout = new transports.Console(logFormat === 'pretty' ? { format: pretty } : {});
  return [stdout, new OtlpRoute(), ...(logFile ? [new FileRoute(logFile, onFileBroken)] : [])];
}

// A full disk or a closed pipe behind stdout stops the lines but not the service.
process.stdout.on('error', () => undefined);
