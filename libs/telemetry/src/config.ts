import { checkOtelVariables, normalizeOtelVariables } from './otel-variables';
import { secretsOf } from './redaction/secret-variables';
import { decimal, httpUrl, LONGEST_TIMER_MS, oneOf, type Rule, Variables, wholeNumber } from './variables';

/** How one signal is sent: of `OTEL_BSP_*` or `OTEL_BLRP_*`. A processor that one constructs reads none of them. */
export interface BatchConfig {
  /** This many may wait to be sent; more are dropped, and counted. `…_MAX_QUEUE_SIZE`, default 8192. */
  readonly queue: number;
  /** This many are sent at a time, at most. `…_MAX_EXPORT_BATCH_SIZE`, default 512. */
  readonly batch: number;
  /** Longest time that one waits to be sent, in milliseconds. `…_SCHEDULE_DELAY`, default 1000. */
  readonly delayMs: number;
  /** After this many milliseconds a batch is given up, `…_EXPORT_TIMEOUT`, default 30,000. */
  readonly timeoutMs: number;
}

/** What the library reads from the environment, beside the standard `OTEL_*` variables that the SDK reads itself. */
export interface TelemetryConfig {
  /** Name of the service, from `OTEL_SERVICE_NAME`. */
  readonly service: string;
  /** Share of traces kept for no other reason, 0 to 1, from `WEBSTORE_KEEP_SHARE` (default 0.1). */
  readonly keepShare: number;
  /** How spans are sent, from `OTEL_BSP_*`. */
  readonly spans: BatchConfig;
  /** How log records are sent, from `OTEL_BLRP_*`. */
  readonly logRecords: BatchConfig;
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
  /** Values of variables with secret names (`ADMIN_TOKEN`, `PGPASSWORD`) and passwords in URLs: they leave in no signal. */
  readonly secrets: readonly string[];
}

const requestBuckets = '0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10';
const second = decimal(0, Number.MAX_SAFE_INTEGER);
const buckets: Rule = {
  allows: (text) =>
    text
      .split(',')
      .every(
        (bound, at, bounds) => second.allows(bound.trim()) && Number(bound) > Number(bounds[at - 1] ?? 0),
      ),
  expected: 'seconds, each more than the one before, such as 0.1,1,10',
};

/** From the one that is always written to the one that is hardly ever. */
export const logLevels = ['error', 'warn', 'info', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Reads the environment once.
 * @throws TelemetryConfigError that names every variable that cannot be used, those of the SDK included
 */
export function readTelemetryConfig(env: NodeJS.ProcessEnv): TelemetryConfig {
  const variables = new Variables(env);
  const signal = (prefix: string): BatchConfig => {
    const value = (name: string, byDefault: number) =>
      Number(variables.text(`${prefix}_${name}`) ?? byDefault);
    const queue = value('MAX_QUEUE_SIZE', 8_192);
    return {
      queue,
      // A batch that is larger than the queue would never be full.
      batch: Math.min(value('MAX_EXPORT_BATCH_SIZE', 512), queue),
      delayMs: value('SCHEDULE_DELAY', 1_000),
      timeoutMs: value('EXPORT_TIMEOUT', 30_000),
    };
  };
  const config: TelemetryConfig = {
    service: variables.text('OTEL_SERVICE_NAME') ?? 'unknown_service',
    keepShare: variables.number('WEBSTORE_KEEP_SHARE', decimal(0, 1), 0.1),
    spans: signal('OTEL_BSP'),
    logRecords: signal('OTEL_BLRP'),
    sendsSpans: variables.text('OTEL_TRACES_EXPORTER') !== 'none',
    sendsLogRecords: variables.text('OTEL_LOGS_EXPORTER') !== 'none',
    attributeLength: Number(
      variables.text('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT') ??
        variables.text('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT') ??
        Infinity,
    ),
    logLevel: (variables.text('LOG_LEVEL', oneOf(...logLevels)) ?? 'info') as LogLevel,
    logFormat:
      variables.text('LOG_FORMAT', oneOf('json', 'pretty')) ?? (process.stdout.isTTY ? 'pretty' : 'json'),
    logFile: variables.text('LOG_FILE'),
    logSampleAbove: variables.number('LOG_SAMPLE_ABOVE', wholeNumber(1), 50),
    requestBuckets: (variables.text('HTTP_DURATION_BUCKETS', buckets) ?? requestBuckets)
      .split(',')
      .map(Number),
    routeLabel: variables.text('HTTP_ROUTE_LABEL', oneOf('template', 'path')) ?? 'template',
    mostLabelValues: variables.number('METRICS_LABEL_VALUES', wholeNumber(1), 100),
    profilesTo: variables.text('PYROSCOPE_SERVER_ADDRESS', httpUrl),
    profileEveryMs: variables.number('PYROSCOPE_FLUSH_INTERVAL_MS', wholeNumber(1, LONGEST_TIMER_MS), 15_000),
    secrets: secretsOf(env),
  };
  checkOtelVariables(variables);
  variables.refuse();
  return Object.freeze(config);
}

normalizeOtelVariables(process.env);
export const telemetryConfig = readTelemetryConfig(process.env);
