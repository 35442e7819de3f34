import { Logger } from '@nestjs/common';
import { type LogEntry, logLevel } from 'kafkajs';

const logger = new Logger('kafkajs');

/** What kafkajs says, as lines of the service: its warnings and its errors. */
export function toNestLogger({ level, namespace, log }: LogEntry): void {
  const fields = log['error'] ? { 'exception.message': log['error'] as string } : {};
  if (level === logLevel.ERROR && !isThrownAsWell(namespace, log.message)) logger.error(log.message, fields);
  else logger.warn(log.message, fields);
}

/**
 * An answer of the broker that is a refusal. Most are tried again (a new topic has no leader for a moment), the others reach
 * whoever asked, who says so: as errors they made every first start of the lab look broken.
 */
const isThrownAsWell = (namespace: string, message: string) =>
  namespace === 'Connection' && message.startsWith('Response ');
