import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { baseConfig, ConfigError, milliseconds, readConfig } from './config';

const schema = z.object({ ...baseConfig, databaseUrl: z.url() });
const complete = {
  PORT: '8001',
  USER_TOKEN: 'user-token-123',
  ADMIN_TOKEN: 'admin-token-456',
  TEST_TOKEN: 'test-token-789',
  SYNTHETIC_TOKEN: 'synthetic-token-000',
  SESSION_KEY: 'a key of this test, of 256 bits and more',
  KAFKA_BROKERS: 'one:9092, two:9092',
  DATABASE_URL: 'postgres://localhost/catalog',
};

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(schema, env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('readConfig', () => {
  it('reads fields from the variables of the same name and freezes them', () => {
    const config = readConfig(schema, complete);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8001,
      kafkaBrokers: ['one:9092', 'two:9092'],
      databaseUrl: 'postgres://localhost/catalog',
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports every missing and wrong value at once', () => {
    const { USER_TOKEN: _, ...env } = { ...complete, PORT: 'http', DATABASE_URL: '', KAFKA_BROKERS: 'one' };
    expect(problemsOf(env)).toEqual([
      expect.stringMatching(/^PORT: /),
      'USER_TOKEN is missing',
      'KAFKA_BROKERS: expected host:port',
      'DATABASE_URL is missing',
    ]);
  });

  it.each(['', ' ', '\t\n'])('treats a value of %j as missing', (blank) => {
    const env = Object.fromEntries(Object.keys(complete).map((variable) => [variable, blank]));
    expect(problemsOf(env)).toEqual(
      [
        'PORT',
        'USER_TOKEN',
        'ADMIN_TOKEN',
        'TEST_TOKEN',
        'SYNTHETIC_TOKEN',
        'SESSION_KEY',
        'KAFKA_BROKERS',
        'DATABASE_URL',
      ].map((variable) => `${variable} is missing`),
    );
    expect(readConfig(schema, { ...complete, MOST_IN_FLIGHT: blank }).mostInFlight).toBeUndefined();
  });

  it.each(['0', '-1', '1.5', '2147483648', 'soon', 'Infinity'])('refuses a time of %s ms', (time) => {
    const timed = z.object({ pauseMs: milliseconds });
    expect(() => readConfig(timed, { PAUSE_MS: time })).toThrow(ConfigError);
  });

  it('never repeats a value, which may be a secret', () => {
    expect(problemsOf({ ...complete, ADMIN_TOKEN: 'hunter2' }).join()).not.toContain('hunter2');
  });
});
