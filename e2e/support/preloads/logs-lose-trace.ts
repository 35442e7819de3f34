import { createRequire } from 'node:module';
import { ROOT_CONTEXT } from '@opentelemetry/api';

// The CommonJS build, which the service's telemetry uses.
const { logs } = createRequire(import.meta.url)('@opentelemetry/api') as typeof import('@opentelemetry/api');

/** Sends every log line over OTLP without its trace context. */
const getLogger = logs.getLogger.bind(logs);
logs.getLogger = (...about) => {
  const logger = getLogger(...about);
  const emit = logger.emit.bind(logger);
  logger.emit = (record) => emit({ ...record, context: ROOT_CONTEXT });
  return logger;
};
