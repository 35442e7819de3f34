import { transports } from 'winston';
import type TransportStream from 'winston-transport';
import { telemetryConfig } from '../config';
import { FileRoute } from './file-route';
import { pretty } from './pretty';

/**
 * Where lines go: stdout, and a file for a collector that tails, if one is named. The way to OTLP is added by
 * OpenTelemetry's winston instrumentation, once for a logger; so there is one logger, whatever its routes are.
 */
export function routes(
  onFileBroken: (error: unknown) => void,
  { logFormat, logFile } = telemetryConfig,
): TransportStream[] {
  const stdout = new transports.Console(logFormat === 'pretty' ? { format: pretty } : {});
  return logFile ? [stdout, new FileRoute(logFile, onFileBroken)] : [stdout];
}

// A full disk or a closed pipe behind stdout ends the lines, not the shop.
process.stdout.on('error', () => undefined);
