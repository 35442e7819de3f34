import { createRequire } from 'node:module';
import { ROOT_CONTEXT } from '@opentelemetry/api';

// The CommonJS form of the class, which is the one that the service's instrumentation uses.
const require = createRequire(import.meta.url);
const { OpenTelemetryTransportV3 } =
  require('@opentelemetry/winston-transport') as typeof import('@opentelemetry/winston-transport');

/** Where winston's instrumentation keeps the context in which a line was written. */
const WRITTEN_IN = Symbol.for('opentelemetry.js.contrib.winston.context');

/** Sends every log line over OTLP as if it had been written outside of any trace. */
const { prototype } = OpenTelemetryTransportV3;
const { log } = prototype;
prototype.log = function (line, done) {
  log.call(this, { ...line, [WRITTEN_IN]: ROOT_CONTEXT }, done);
};
