/** What the library reads from the environment, beside the standard `OTEL_*` variables that the SDK reads itself. */
export interface TelemetryConfig {
  /** Name of the service, from `OTEL_SERVICE_NAME`. */
  readonly service: string;
  /** Share of traces kept for no other reason, 0 to 1, from `WEBSTORE_KEEP_SHARE` (default 0.1). */
  readonly keepShare: number;
  /** Lowest level that is logged, from `LOG_LEVEL` (default `info`). */
  readonly logLevel: string;
}

function readShare(value: string | undefined): number {
  const share = Number(value ?? 0.1);
  if (!(share >= 0 && share <= 1))
    throw new Error(`WEBSTORE_KEEP_SHARE is ${value}: give a number from 0 to 1.`);
  return share;
}

export const telemetryConfig: TelemetryConfig = Object.freeze({
  service: process.env.OTEL_SERVICE_NAME ?? 'unknown_service',
  keepShare: readShare(process.env.WEBSTORE_KEEP_SHARE),
  logLevel: process.env.LOG_LEVEL ?? 'info',
});
