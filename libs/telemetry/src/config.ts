import { checkOtelVariables, normalizeOtelVariables } from './otel-variables';
import { secretsOf } from './redaction/secret-variables';
import { type Peers, peersIn } from './spans/peer';
import { decimal, httpUrl, LONGEST_TIMER_MS, oneOf, type Rule, Variables, wholeNumber } from './variables';

/** Batch settings of one signal, from `OTEL_BSP_*` or `OTEL_BLRP_*`. The SDK ignores these variables for a processor that code constructs. */
export interface BatchConfig {
  /** Maximum queue length; further items are dropped and counted. `…_MAX_QUEUE_SIZE`, default 8192. */
  readonly queue: number;
  /** Maximum batch size. `…_MAX_EXPORT_BATCH_SIZE`, default 512. */
  readonly batch: number;
  /** Maximum wait before a batch is sent, in milliseconds. `…_SCHEDULE_DELAY`, default 1000. */
  readonly delayMs: number;
  /** Timeout of a batch in milliseconds. `…_EXPORT_TIMEOUT`, default 30,000. */
  readonly timeoutMs: number;
}

/** Settings from the environment, in addition to the standard `OTEL_*` variables that the SDK reads itself. */
export interface TelemetryConfig {
  /** Name of the service, from `OTEL_SERVICE_NAME`. */
  readonly service: string;
  /** Share of the traces without another keep reason that are kept, 0 to 1, from `WEBSTORE_KEEP_SHARE` (default 0.1). */
  readonly keepShare: number;
  /** Batch settings of spans, from `OTEL_BSP_*`. */
  readonly spans: BatchConfig;
  /** Batch settings of log records, from `OTEL_BLRP_*`. */
  readonly logRecords: BatchConfig;
  /** False if `OTEL_TRACES_EXPORTER` is `none`: spans are created (for log lines and metrics) but not exported. */
  readonly sendsSpans: boolean;
  /** False if `OTEL_LOGS_EXPORTER` is `none`: lines go only to stdout and the file. */
  readonly sendsLogRecords: boolean;
  /** Maximum length of a span attribute's text, from the SDK's own variable (default: no limit). */
  readonly attributeLength: number;
  /** Lowest level that is logged, from `LOG_LEVEL` (default `info`). */
  readonly logLevel: LogLevel;
  /** `json` or `pretty`, from `LOG_FORMAT`. Default: `pretty` if stdout is a terminal, else `json`. */
  readonly logFormat: string;
  /** Path of a file that receives the same lines as stdout, as JSON, from `LOG_FILE`. Default: none. */
  readonly logFile: string | undefined;
  /** Maximum number of identical lines below `warn` per second, from `LOG_SAMPLE_ABOVE` (default 50). */
  readonly logSampleAbove: number;
  /** Bucket boundaries of the request duration histogram, in seconds, from `HTTP_DURATION_BUCKETS`, such as `0.1,1,10`. */
  readonly requestBuckets: number[];
  /** Value of the route label of request metrics, from `HTTP_ROUTE_LABEL`: `template` (default), or `path`, the requested path. */
  readonly routeLabel: string;
  /** Maximum number of values per label, from `METRICS_LABEL_VALUES` (default 100, more than any label needs). */
  readonly mostLabelValues: number;
  /** URL of the Pyroscope server, from `PYROSCOPE_SERVER_ADDRESS`. Default: no profiling. */
  readonly profilesTo: string | undefined;
  /** Push interval of profiles in milliseconds, from `PYROSCOPE_FLUSH_INTERVAL_MS` (default 15,000). */
  readonly profileEveryMs: number;
  /** Components that this service calls, by their addresses, from variables such as `CATALOG_URL`. */
  readonly peers: Peers;
  /** Values of variables with secret names (`ADMIN_TOKEN`, `PGPASSWORD`) and passwords in URLs. They are redacted in all signals. */
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

/** Log levels, most severe first. */
export const logLevels = ['error', 'warn', 'info', 'debug', 'verbose'] as const;
export type LogLevel = (typeof logLevels)[number];

/**
 * Reads the settings from the environment.
 * @throws TelemetryConfigError that names every invalid variable, including those of the SDK
 */
export function readTelemetryConfig(env: NodeJS.ProcessEnv): TelemetryConfig {
  const variables = new Variables(env);
  const signal = (prefix: string): BatchConfig => {
    const value = (name: string, byDefault: number) =>
      Number(variables.text(`${prefix}_${name}`) ?? byDefault);
    const queue = value('MAX_QUEUE_SIZE', 8_192);
    return {
      queue,
      // A batch larger than the queue would never be full.
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
    peers: peersIn(env),
    secrets: secretsOf(env),
  };
  checkOtelVariables(variables);
  variables.refuse();
  return Object.freeze(config);
}

normalizeOtelVariables(process.env);
export const telemetryConfig = readTelemetryConfig(process.env);
