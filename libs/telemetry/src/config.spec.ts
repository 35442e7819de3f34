import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTelemetryConfig } from './config';
import { normalizeOtelVariables, otelRules } from './otel-variables';
import { TelemetryConfigError } from './variables';

const own = [
  ...[
    'WEBSTORE_KEEP_SHARE',
    'LOG_LEVEL',
    'LOG_FORMAT',
    'LOG_FILE',
    'LOG_SAMPLE_ABOVE',
    'HTTP_DURATION_BUCKETS',
  ],
  'HTTP_ROUTE_LABEL',
  'METRICS_LABEL_VALUES',
  'PYROSCOPE_SERVER_ADDRESS',
  'PYROSCOPE_FLUSH_INTERVAL_MS',
];
const all = [...own, 'OTEL_SERVICE_NAME', ...otelRules.keys()];
const free = new Set(['OTEL_SERVICE_NAME', 'LOG_FILE']);

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readTelemetryConfig(env);
    return [];
  } catch (error) {
    return (error as TelemetryConfigError).problems;
  }
}

describe('the configuration of telemetry', () => {
  it('treats an empty or blank value of any variable as missing', () => {
    const unset = readTelemetryConfig({});
    expect(unset).toMatchObject({ keepShare: 0.1, attributeLength: Infinity, sendsSpans: true });
    expect(unset.spans).toEqual({ queue: 8_192, batch: 512, delayMs: 1_000, timeoutMs: 30_000 });
    for (const blank of ['', ' ', '\t \n']) {
      expect(readTelemetryConfig(Object.fromEntries(all.map((name) => [name, blank])))).toEqual(unset);
    }
  });

  it('removes blank variables of the SDK from the environment before the SDK reads them', () => {
    const env = { OTEL_BSP_MAX_QUEUE_SIZE: '', OTEL_A_NEW_ONE: ' ', OTEL_LOG_LEVEL: ' info ', OTHER: '' };
    normalizeOtelVariables(env);
    expect(env).toEqual({ OTEL_LOG_LEVEL: 'info', OTHER: '' });
  });

  it('reports all invalid variables at once, and never their values', () => {
    const wrong = all.filter((name) => !free.has(name));
    const problems = problemsOf(Object.fromEntries(wrong.map((name) => [name, 'unlimited nonsense'])));
    expect(problems.map((line) => line.split(': expected ')[0]).toSorted()).toEqual(wrong.toSorted());
    expect(problems.join()).not.toContain('nonsense');
  });

  it.each([
    ['OTEL_BSP_MAX_QUEUE_SIZE', '-1', '0', '1.5', '1e3', '0x10', 'Infinity', 'NaN', '8192 spans', '1000001'],
    ['OTEL_BLRP_MAX_EXPORT_BATCH_SIZE', '0', '1000001', '9007199254740991'],
    ['OTEL_BLRP_MAX_QUEUE_SIZE', '1000001', '9007199254740991'],
    ['OTEL_BLRP_SCHEDULE_DELAY', '-1', '2147483648', '1s'],
    ['OTEL_BSP_EXPORT_TIMEOUT', '0', '99999999999'],
    ['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'unlimited', '0', '-1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', '127.0.0.1:4318', 'collector', 'grpc://a:4317', 'http://a:4318?x=1'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'token', '=x', 'a=', 'a b=c', 'a=%0A', 'a=%', 'a=b,c'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'a', '=b', 'a=b=c', 'a=%', `a=${'x'.repeat(256)}`],
    ['OTEL_TRACES_EXPORTER', 'console', 'otlp,console', 'zipkin'],
    ['OTEL_SDK_DISABLED', 'yes', '1'],
    ['WEBSTORE_KEEP_SHARE', '1.1', '-0.1', '10%', '0,1'],
    ['HTTP_DURATION_BUCKETS', '1,x', '10,1', '0,1', '1,,2', '1,1', 'Infinity', '1e1'],
    ['LOG_SAMPLE_ABOVE', '0', 'all', 'Infinity'],
    ['PYROSCOPE_SERVER_ADDRESS', 'pyroscope', 'ftp://a'],
  ])('refuses invalid values of %s', (name, ...values) => {
    for (const value of values) expect(problemsOf({ [name]: value }), value).toHaveLength(1);
  });

  it('accepts values that the standard allows', () => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://user:pass@collector:4318/otlp',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpiPQ==, x-tenant=blue,',
      OTEL_RESOURCE_ATTRIBUTES: 'service.version=0.1.0, note=a%3Db%2Cc,empty=',
      OTEL_SDK_DISABLED: 'False',
      OTEL_LOG_LEVEL: 'DEBUG',
      OTEL_NODE_RESOURCE_DETECTORS: 'env, host',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '0',
      OTEL_BSP_SCHEDULE_DELAY: '0',
      OTEL_BSP_MAX_QUEUE_SIZE: '1000000',
      OTEL_BLRP_MAX_QUEUE_SIZE: ' 20480 ',
      OTEL_BLRP_MAX_EXPORT_BATCH_SIZE: '64',
      OTEL_BLRP_EXPORT_TIMEOUT: '5000',
      HTTP_DURATION_BUCKETS: '0.1, 1,10',
      WEBSTORE_KEEP_SHARE: '.5',
    };
    expect(problemsOf(env)).toEqual([]);
    expect(readTelemetryConfig(env)).toMatchObject({
      logRecords: { queue: 20_480, batch: 64, timeoutMs: 5_000 },
      spans: { queue: 1_000_000, delayMs: 0 },
      requestBuckets: [0.1, 1, 10],
      keepShare: 0.5,
    });
  });

  it('never returns an invalid number, for any values of the variables', () => {
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String), fc.constant(''));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...all), value), (env) => {
        if (problemsOf(env).length > 0) return;
        const config = readTelemetryConfig(env);
        const numbers = [config, config.spans, config.logRecords].flatMap((part) =>
          Object.values(part).filter((one) => typeof one === 'number'),
        );
        for (const number of [...numbers, ...config.requestBuckets]) expect(number).not.toBeNaN();
        expect(config.spans.queue).toBeGreaterThan(0);
        expect(config.spans.batch).toBeGreaterThan(0);
        expect(config.attributeLength).toBeGreaterThan(0);
      }),
    );
  });

  it('has the bucket boundary of the latency objective for product pages', () => {
    expect(readTelemetryConfig({}).requestBuckets).toContain(0.25);
  });
});
