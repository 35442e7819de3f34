import { Logger } from '@nestjs/common';
import { type LogEntry, logLevel } from 'kafkajs';

const logger = new Logger('kafkajs');

/** Forwards warnings and errors of kafkajs to the service's log. */
export function toNestLogger({ level, namespace, log }: LogEntry): void {
  const fields = log['error'] ? { 'exception.message': log['error'] as string } : {};
  if (level === logLevel.ERROR && !isThrownAsWell(namespace, log.message)) logger.error(log.message, fields);
  else logger.warn(log.message, fields);
}

/**
 * An error response of the broker. kafkajs retries most of them (a new topic has no leader yet) and throws the others to the
 * caller, which logs them. Logged as errors, they would make the first start of the lab look broken.
 */
const isThrownAsWell = (namespace: string, message: string) =>
  namespace === 'Connection' && message.startsWith('Response ');
