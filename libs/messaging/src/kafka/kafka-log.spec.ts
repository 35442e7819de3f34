import { Logger } from '@nestjs/common';
import { type LogEntry, logLevel } from 'kafkajs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toNestLogger } from './kafka-log';

describe('a log line of kafkajs', () => {
  const error = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  beforeEach(() => {
    error.mockClear();
    warn.mockClear();
  });

  const line = (level: logLevel, namespace: string, message: string): LogEntry => ({
    level,
    namespace,
    label: 'ANY',
    log: { timestamp: '', message, error: 'no leader' },
  });

  it('is an error if kafkajs gives up', () => {
    toNestLogger(line(logLevel.ERROR, 'Connection', 'Connection error: connect ECONNREFUSED'));
    expect(error).toHaveBeenCalledExactlyOnceWith('Connection error: connect ECONNREFUSED', {
      'exception.message': 'no leader',
    });
    expect(warn).not.toHaveBeenCalled();
  });

  it('is a warning if the caller receives the error and retries', () => {
    toNestLogger(line(logLevel.ERROR, 'Connection', 'Response Metadata(key: 3, version: 6)'));
    expect(warn).toHaveBeenCalledExactlyOnceWith('Response Metadata(key: 3, version: 6)', {
      'exception.message': 'no leader',
    });
    expect(error).not.toHaveBeenCalled();
  });
});
