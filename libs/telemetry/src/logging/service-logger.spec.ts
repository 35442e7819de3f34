import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { transports } from 'winston';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exposition } from '../registry';
import { logLine } from './log-line';
import { logThreshold } from './log-threshold';
import { ServiceLogger } from './service-logger';

const { written } = vi.hoisted(() => ({ written: [] as string[] }));
vi.mock('./log-routes', () => ({
  routes: () => [new transports.Stream({ stream: new Writable({ write: collect, decodeStrings: false }) })],
}));
function collect(line: string, _: string, done: () => void): void {
  written.push(line);
  done();
}
const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);
const sampled = async (level: string) => {
  const pattern = new RegExp(`webstore_log_lines_total\\{level="${level}",result="sampled"\\} (\\d+)`);
  return Number(pattern.exec((await exposition()).body)![1]);
};

class Hostile extends Error {
  override get message(): string {
    throw new Error('not even this');
  }
  get loud(): string {
    throw new Error('nor this');
  }
}
const circular: Record<string, unknown> = { a: 1 };
circular.self = circular;
const trap = new Proxy({}, { ownKeys: () => { throw new Error('no keys'); }, getPrototypeOf: () => { throw new Error('no class'); } }); // prettier-ignore

describe('a log line', () => {
  let sut: ServiceLogger;
  beforeEach(() => {
    written.length = 0;
    sut = new ServiceLogger();
  });
  afterEach(() => void logThreshold.set('info'));

  it('has the schema, whatever code hands to the logger', () => {
    const values = [circular, 10n, Symbol('s'), () => 1, Number.NaN, undefined, null, new Date(0), trap];
    for (const value of [
      ...values,
      new Hostile(),
      {
        [inspect.custom]: () => {
          throw new Error();
        },
      },
    ]) {
      // prettier-ignore
      sut.warn(value, 'Context');
      sut.warn('with a field', { value, nested: { value }, list: [value] }, 'Context');
      sut.error('with a part', value, 'Context');
    }
    expect(written).toHaveLength(3 * 11);
    for (const line of lines()) expect(logLine.safeParse(line).error, JSON.stringify(line)).toBeUndefined();
  });

  it('is flat, and says what an error was by the names of OpenTelemetry', () => {
    sut.error(
      'a request failed',
      { 'http.route': '/orders', body: { a: [1] } },
      new TypeError('boom'),
      'Filter',
    );
    expect(lines()).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'a request failed',
        context: 'Filter',
        'http.route': '/orders',
        body: '{ a: [ 1 ] }',
        'exception.type': 'TypeError',
        'exception.message': 'boom',
        'exception.stacktrace': expect.stringContaining('service-logger.spec.ts'),
      }),
    ]);
  });

  it('keeps its own fields from those of the same name', () => {
    sut.warn('the truth', { level: 'info', message: 'a lie', trace_id: 'x' });
    expect(lines()[0]).toMatchObject({
      level: 'warn',
      message: 'the truth',
      'field.level': 'info',
      'field.message': 'a lie',
      'field.trace_id': 'x',
    });
  });

  it('holds no card number, e-mail or token, wherever one was', () => {
    const error = new Error('declined 4111 1111 1111 1111');
    sut.warn('jane@example.com paid', {
      card: 4111111111111111,
      'user-token-123': 'x',
      of: ['j@example.com'],
    });
    sut.error(error);
    sut.error('stack', 'Error: jane@example.com\n  at x', 'Context');
    expect(written).toHaveLength(3);
    expect(written.join()).not.toMatch(/4111|@example|user-token/);
    expect(lines()[1]).toMatchObject({ message: 'declined [card]', 'exception.message': 'declined [card]' });
  });

  it('has no stack over 8 KB', () => {
    const error = new Error('deep');
    error.stack = 'at somewhere\n'.repeat(10_000);
    sut.error(error);
    expect(String(lines()[0]!['exception.stacktrace'])).toHaveLength(8_000);
  });

  it('is left out and counted when it is one of too many alike in a second', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
    const before = await sampled('info');
    for (let line = 0; line < 60; line++) sut.log('the same again');
    sut.log('another one');
    vi.useRealTimers();
    expect(written).toHaveLength(51);
    expect(await sampled('info')).toBe(before + 10);
  });

  it.each(['warn', 'error'] as const)('is never left out at level %s', async (level) => {
    for (let line = 0; line < 200; line++) sut[level]('the same again');
    expect(written).toHaveLength(200);
    expect(await sampled(level)).toBe(0);
  });

  it('is written from the level on that is set while the process runs', () => {
    sut.debug('not yet');
    logThreshold.set('debug');
    sut.debug('now');
    logThreshold.set('error');
    sut.warn('no more');
    expect(lines().map(({ message }) => message)).toEqual(['now']);
  });
});
