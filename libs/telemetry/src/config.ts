/** What the library reads from the environment, beside the standard `OTEL_*` variables that the SDK reads itself. */
export interface TelemetryConfig {
  /** Name of the service, from `OTEL_SERVICE_NAME`. */
  readonly service: string;
  /** Share of traces kept for no other reason, 0 to 1, from `WEBSTORE_KEEP_SHARE` (default 0.1). */
  readonly keepShare: number;
  /** Spans that may wait to be sent; more are dropped, and counted. From `OTEL_BSP_MAX_QUEUE_SIZE` (default 8192). */
  readonly spanQueue: number;
  /** The same for log records, from `OTEL_BLRP_MAX_QUEUE_SIZE` (default 8192). */
  readonly logRecordQueue: number;
  /** Longest time that a span waits to be sent, in milliseconds. From `OTEL_BSP_SCHEDULE_DELAY` (default 1000). */
  readonly spanDelayMs: number;
  /** The same for log records, from `OTEL_BLRP_SCHEDULE_DELAY` (default 1000). */
  readonly logRecordDelayMs: number;
  /** False when `OTEL_TRACES_EXPORTER` is `none`: spans are made, for log lines and metrics, and not sent. */
  readonly sendsSpans: boolean;
  /** False when `OTEL_LOGS_EXPORTER` is `none`: lines go to stdout and to the file alone. */
  readonly sendsLogRecords: boolean;
  /** Longest text that an attribute of a span holds, from the SDK's own variable for it (default: no limit). */
  readonly attributeLength: number;
  /** Lowest level that is logged, from `LOG_LEVEL` (default `info`). */
  readonly logLevel: LogLevel;
  /** `json` or `pretty`, from `LOG_FORMAT`. Default: `pretty` where somebody watches (stdout is a terminal), else `json`. */
  readonly logFormat: string;
  /** A file that gets the same lines as stdout, as JSON, from `LOG_FILE`. Default: none. */
  readonly logFile: string | undefined;
  /** So many identical lines below `warn` are written in a second, from `LOG_SAMPLE_ABOVE` (default 50). */
  readonly logSampleAbove: number;
  /** Upper bounds of the buckets in which request times are counted, in seconds, from `HTTP_DURATION_BUCKETS`: `0.1,1,10`. */
  readonly requestBuckets: number[];
  /** By what the metrics of requests tell routes apart, from `HTTP_ROUTE_LABEL`: `template` (default), or `path`, as it was asked. */
  readonly routeLabel: string;
  /** So many values a label may have, from `METRICS_LABEL_VALUES` (default 100: more than any has on purpose). */
  readonly mostLabelValues: number;
  /** Where profiles are pushed to, from `PYROSCOPE_SERVER_ADDRESS`. Default: none are made. */
  readonly profilesTo: string | undefined;
  /** How often, in milliseconds, from `PYROSCOPE_FLUSH_INTERVAL_MS` (default 15,000). */
  readonly profileEveryMs: number;
  /** Values of the variables that end in `_TOKEN`, `_SECRET`, `_PASSWORD` or `_API_KEY`: they leave in no signal. */
  readonly secrets: readonly string[];
}

function readShare(value: string | undefined): number {
  const share = Number(value ?? 0.1);
  if (!(share >= 0 && share <= 1))
    throw new Error(`WEBSTORE_KEEP_SHARE is ${value}: give a number from 0 to 1.`);
  return share;
}

function oneOf(variable: string, choices: readonly string[], byDefault: string): string {
  const value = process.env[variable] || byDefault;
  if (!choices.includes(value))
    throw new Error(`${variable} is ${value}: give one of ${choices.join(', ')}.`);
  return value;
}

function readCount(variable: string, byDefault: number): number {
  const count = Number(process.env[variable] || byDefault);
  if (!(count >= 1)) throw new Error(`${variable} is ${process.env[variable]}: give a number, 1 or more.`);
  return count;
}

function readRate(value: string | undefined): number {
  const rate = Number(value || 50);
  if (!(rate >= 1)) throw new Error(`LOG_SAMPLE_ABOVE is ${value}: give a number of lines, 1 or more.`);
  return rate;
}

const requestBuckets = '0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10';

export function readBuckets(value: string | undefined): number[] {
  const bounds = (value || requestBuckets).split(',').map(Number);
  if (!bounds.every((bound, at) => bound > (bounds[at - 1] ?? 0)))
    throw new Error(`HTTP_DURATION_BUCKETS is ${value}: give seconds, each more than the one before.`);
  return bounds;
}

/** The password in a URL, as in `DATABASE_URL`. */
function passwordOf(url: string): string {
  return URL.canParse(url) ? new URL(url).password : '';
}

export function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const secret = /_(TOKEN|SECRET|PASSWORD|API_KEY)$/;
  const values = Object.entries(env).map(([name, value = '']) => (secret.test(name) ? value : ''));
  values.push(
    ...Object.entries(env).map(([name, value = '']) => (name.endsWith('_URL') ? passwordOf(value) : '')),
  );
  // A shorter one is likely to be part of an honest word.
  return values.filter(({ length }) => length >= 8);
}

/** From the one that is always written to the one that is hardly ever. */
export const logLevels = ['error', 'warn', 'info', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

export const telemetryConfig: TelemetryConfig = Object.freeze({
  service: process.env.OTEL_SERVICE_NAME ?? 'unknown_service',
  keepShare: readShare(process.env.WEBSTORE_KEEP_SHARE),
  spanQueue: Number(process.env.OTEL_BSP_MAX_QUEUE_SIZE ?? 8_192),
  logRecordQueue: Number(process.env.OTEL_BLRP_MAX_QUEUE_SIZE ?? 8_192),
  spanDelayMs: Number(process.env.OTEL_BSP_SCHEDULE_DELAY ?? 1_000),
  logRecordDelayMs: Number(process.env.OTEL_BLRP_SCHEDULE_DELAY ?? 1_000),
  sendsSpans: process.env.OTEL_TRACES_EXPORTER !== 'none',
  sendsLogRecords: process.env.OTEL_LOGS_EXPORTER !== 'none',
  attributeLength: Number(
    process.env.OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT ||
      process.env.OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT ||
      Infinity,
  ),
  logLevel: oneOf('LOG_LEVEL', logLevels, 'info') as LogLevel,
  logFormat: oneOf('LOG_FORMAT', ['json', 'pretty'], process.stdout.isTTY ? 'pretty' : 'json'),
  logFile: process.env.LOG_FILE || undefined,
  logSampleAbove: readRate(process.env.LOG_SAMPLE_ABOVE),
  requestBuckets: readBuckets(process.env.HTTP_DURATION_BUCKETS),
  routeLabel: oneOf('HTTP_ROUTE_LABEL', ['template', 'path'], 'template'),
  mostLabelValues: readCount('METRICS_LABEL_VALUES', 100),
  profilesTo: process.env.PYROSCOPE_SERVER_ADDRESS || undefined,
  profileEveryMs: Number(process.env.PYROSCOPE_FLUSH_INTERVAL_MS || 15_000),
  secrets: secretsOf(process.env),
});
