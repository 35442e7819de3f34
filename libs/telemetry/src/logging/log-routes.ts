import { transports } from 'winston';
import type TransportStream from 'winston-transport';
import { telemetryConfig } from '../config';
import { FileRoute } from './file-route';
import { OtlpRoute } from './otlp-route';
import { pretty } from './pretty';

/** Where lines go: stdout, OTLP, and a file for a collector that tails, if one is named. */
export function routes(
  onFileBroken: (error: unknown) => void,
  { logFormat, logFile } = telemetryConfig,
): TransportStream[] {
  const stdout = new transports.Console(logFormat === 'pretty' ? { format: pretty } : {});
  return [stdout, new OtlpRoute(), ...(logFile ? [new FileRoute(logFile, onFileBroken)] : [])];
}

// A full disk or a closed pipe behind stdout ends the lines, not the shop.
process.stdout.on('error', () => undefined);
