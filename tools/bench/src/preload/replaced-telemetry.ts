import Module from 'node:module';
import { dirname, join } from 'node:path';
import type * as telemetry from '@webstore/telemetry';

const inside = (path: string) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a path that only this process knows
  require(join(dirname(require.resolve('@webstore/telemetry')), path)) as unknown;

const nothing = () => undefined;

/** A `@webstore/telemetry` that does nothing: no SDK, no prom-client and no winston is loaded. */
const none = () => ({
  HealthModule: (inside('health/health.module') as typeof telemetry).HealthModule,
  TelemetryModule: class TelemetryModule {
    static trusting() {
      return { module: TelemetryModule };
    }
  },
  ServiceLogger: class ServiceLogger {
    log = nothing;
    error = nothing;
    warn = nothing;
  },
  counter: () => ({ add: nothing }),
  histogram: () => ({ observe: nothing, zero: nothing }),
  gauge: () => ({ set: nothing }),
  summary: () => ({ observe: nothing }),
  collectRuntimeMetrics: nothing,
  describeMetrics: () => [],
  exposition: nothing,
  addEvent: nothing,
  annotate: nothing,
  continueFrom: async <T>(_remembered: object, _name: string, work: () => T | Promise<T>) => work(),
  rememberContext: () => ({}),
  inSpan: async <T>(_name: string, work: () => T | Promise<T>) => work(),
  keepTrace: nothing,
  withoutPropagation: <T>(call: () => T) => call(),
  withoutSpans: <T>(work: () => T) => work(),
  asSyntheticCustomer: <T>(work: () => T) => work(),
  withBaggage: <T>(_entries: object, work: () => T) => work(),
  customerContext: () => ({ country: 'other', segment: 'other' }),
  acceptedRequestId: nothing,
  recordException: nothing,
  SharedCheck: (inside('health/shared-check') as typeof telemetry).SharedCheck,
  describeError: (inside('logging/describe-error') as typeof telemetry).describeError,
  isHousekeeping: () => false,
  stopTelemetry: async () => undefined,
  messageKeyText: (inside('spans/message-key') as typeof telemetry).messageKeyText,
  within: (inside('metrics/deadline') as typeof telemetry).within,
  redact: (text: string) => text,
  PUBLIC: 'webstore.public',
  MESSAGE_AT_HEADER: 'webstore-message-at',
  REPLAYED_HEADER: 'webstore-replayed',
  STALE_AFTER_MS: 5_000,
  trustedGetter: defaultGetter,
  logLine: undefined,
});

class NoDatabaseMetrics {}

const defaultGetter = {
  keys: (carrier: object) => Object.keys(carrier),
  get: (carrier: Record<string, string>, key: string) => carrier[key],
};

/** The application code is unchanged: only its import `@webstore/telemetry` is replaced. */
export function replaceTelemetry(): void {
  const replaced = none() satisfies Record<keyof typeof telemetry, unknown>;
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load.bind(Module);
  loader._load = (request, ...rest) => {
    if (request === '@webstore/telemetry') return replaced;
    if (request === '@webstore/telemetry/database') return { DatabaseMetricsModule: NoDatabaseMetrics };
    return load(request, ...rest);
  };
}
