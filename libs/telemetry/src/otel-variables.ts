import { accessSync, constants } from 'node:fs';
import { httpUrl, LONGEST_TIMER_MS, oneOf, type Rule, type Variables, wholeNumber } from './variables';

const time = wholeNumber(1, LONGEST_TIMER_MS);
const delay = wholeNumber(0, LONGEST_TIMER_MS);
const anyCase = (...words: string[]): Rule => {
  const rule = oneOf(...words);
  return { ...rule, allows: (text) => rule.allows(text.toLowerCase()) };
};

const readableFile: Rule = {
  allows: (path) => {
    try {
      accessSync(path, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  },
  expected: 'the path of a file that can be read',
};

/** `key=value,…`, percent-encoded. The SDK silently drops an invalid entry, or all entries. */
function pairs(pair: RegExp, allows: (key: string, value: string) => boolean, expected: string): Rule {
  const isPair = (entry: string): boolean => {
    const [key, value] = (pair.exec(entry.trim()) ?? []).slice(1).map((part) => decoded(part.trim()));
    return key !== undefined && value !== undefined && allows(key, value);
  };
  const entries = (text: string) => text.split(',').filter((entry) => entry.trim());
  return { allows: (text) => entries(text).every(isPair), expected };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const headers = pairs(
  /^([^=]+)=(.+)$/,
  (name, value) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]+$/.test(value),
  'HTTP headers as name=value,name=value, percent-encoded',
);
const attributes = pairs(
  /^([^=]+)=([^=]*)$/,
  (key, value) => key.length > 0 && key.length <= 255 && value.length <= 255,
  'attributes as key=value,key=value, percent-encoded, at most 255 characters each',
);
const detectors = ['env', 'host', 'os', 'process', 'serviceinstance', 'all', 'none'];

/** Maximum queue length. Waiting items are in memory, so an unlimited queue could exhaust it. */
const MOST_WAITING = 1_000_000;

const batches = (prefix: string): [string, Rule][] => [
  [`${prefix}_MAX_QUEUE_SIZE`, wholeNumber(1, MOST_WAITING)],
  [`${prefix}_MAX_EXPORT_BATCH_SIZE`, wholeNumber(1, MOST_WAITING)],
  [`${prefix}_SCHEDULE_DELAY`, delay],
  [`${prefix}_EXPORT_TIMEOUT`, time],
];

const exporters: [string, Rule][] = ['', 'TRACES_', 'LOGS_'].flatMap((signal): [string, Rule][] => [
  [`OTEL_EXPORTER_OTLP_${signal}ENDPOINT`, httpUrl],
  [`OTEL_EXPORTER_OTLP_${signal}HEADERS`, headers],
  [`OTEL_EXPORTER_OTLP_${signal}TIMEOUT`, time],
  [`OTEL_EXPORTER_OTLP_${signal}COMPRESSION`, oneOf('gzip', 'none')],
  [`OTEL_EXPORTER_OTLP_${signal}PROTOCOL`, oneOf('http/protobuf', 'http/json', 'grpc')],
  [`OTEL_EXPORTER_OTLP_${signal}CERTIFICATE`, readableFile],
  [`OTEL_EXPORTER_OTLP_${signal}CLIENT_CERTIFICATE`, readableFile],
  [`OTEL_EXPORTER_OTLP_${signal}CLIENT_KEY`, readableFile],
]);

// The SDK treats a length of 0 as no limit, and a count of 0 would remove the attributes that the sampler reads.
const limits: [string, Rule][] = [
  ...['', 'SPAN_', 'LOGRECORD_'].flatMap((of): [string, Rule][] => [
    [`OTEL_${of}ATTRIBUTE_VALUE_LENGTH_LIMIT`, wholeNumber(1)],
    [`OTEL_${of}ATTRIBUTE_COUNT_LIMIT`, wholeNumber(1)],
  ]),
  ...[
    'OTEL_SPAN_EVENT_COUNT_LIMIT',
    'OTEL_SPAN_LINK_COUNT_LIMIT',
    'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT',
    'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT',
  ].map((name): [string, Rule] => [name, wholeNumber(0)]),
];

/** Rules for the variables that the SDK reads itself. The SDK silently replaces an invalid value with a default or with nothing. */
export const otelRules: ReadonlyMap<string, Rule> = new Map([
  ['OTEL_RESOURCE_ATTRIBUTES', attributes],
  ['OTEL_SDK_DISABLED', anyCase('true', 'false')],
  ['OTEL_TRACES_EXPORTER', oneOf('otlp', 'none')],
  ['OTEL_LOGS_EXPORTER', oneOf('otlp', 'none')],
  ['OTEL_LOG_LEVEL', anyCase('none', 'error', 'warn', 'info', 'debug', 'verbose', 'all')],
  [
    'OTEL_NODE_RESOURCE_DETECTORS',
    {
      allows: (text) => text.split(',').every((name) => detectors.includes(name.trim())),
      expected: `a list of ${detectors.join(', ')}`,
    },
  ],
  ...exporters,
  ...limits,
  ...batches('OTEL_BSP'),
  ...batches('OTEL_BLRP'),
]);

/** Checks the variables that the SDK will read. */
export function checkOtelVariables(variables: Variables): void {
  for (const [name, rule] of otelRules) variables.text(name, rule);
}

/**
 * Removes blank `OTEL_*` variables from the environment and trims the others, before the SDK reads them. The SDK treats some
 * empty variables as values.
 */
export function normalizeOtelVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!name.startsWith('OTEL_')) continue;
    if (value.trim() === '') delete env[name];
    else env[name] = value.trim();
  }
}
