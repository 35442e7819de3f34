import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { transports } from 'winston';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exposition } from '../metrics/registry';
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

/** Loki's default limits, minus the share of the resource and of Loki itself. */
function expectToFitIntoLoki(line: Record<string, unknown>): void {
  const names = Object.keys(line);
  expect(names.length).toBeLessThan(95);
  for (const name of names) expect(name).toMatch(/^[A-Za-z][\x20-\x7e]{0,140}$/);
  expect(Buffer.byteLength(JSON.stringify(line))).toBeLessThan(96_000);
}

describe('a log line', () => {
  let sut: ServiceLogger;
  beforeEach(() => {
    written.length = 0;
    sut = new ServiceLogger();
  });
  afterEach(() => void logThreshold.set('info'));

  it('matches the schema for any arguments', () => {
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

  it("is flat, and describes an error with OpenTelemetry's names", () => {
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

  it("protects its own fields from a caller's fields of the same name", () => {
    sut.warn('the truth', { level: 'info', message: 'a lie', trace_id: 'x' });
    expect(lines()[0]).toMatchObject({
      level: 'warn',
      message: 'the truth',
      'field.level': 'info',
      'field.message': 'a lie',
      'field.trace_id': 'x',
    });
  });

  it('contains no card number, e-mail or token from any argument', () => {
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

  it('contains no secret values from name-value lists or from objects with a name member', () => {
    const rawHeaders = ['Host', 'shop', 'Authorization', 'hunter2', 'x-api-key', 'hunter2'];
    const named = { name: 'password', value: 'hunter2' };
    sut.warn('a form', { rawHeaders, form: [named] }, 'Context');
    sut.warn('a field', named, 'Context');
    sut.warn(rawHeaders, 'Context');
    expect(written.join()).not.toContain('hunter2');
    expect(lines()[0]).toMatchObject({
      rawHeaders: "[ 'Host', 'shop', 'Authorization', '[secret]', 'x-api-key', '[secret]' ]",
      form: "[ { name: 'password', value: '[secret]' } ]",
    });
    expect(lines()[1]).toMatchObject({ name: 'password', value: '[secret]' });
  });

  it('has no stack over 8 KB', () => {
    const error = new Error('deep');
    error.stack = 'at somewhere\n'.repeat(10_000);
    sut.error(error);
    expect(String(lines()[0]!['exception.stacktrace'])).toHaveLength(8_000);
  });

  it("interprets its arguments like Nest's logger", () => {
    Logger.overrideLogger(sut);
    const log = new Logger('probe');
    const calls: [() => void, Record<string, unknown>][] = [
      [() => log.log('cart created', 'cart-123'), { message: 'cart created', arguments: 'cart-123' }],
      [() => log.log('took', 42), { message: 'took', arguments: 42 }],
      [
        () => log.log('big', 10n, { n: 12345678901234567890n }),
        { arguments: '10n', n: '12345678901234567890n' },
      ],
      [() => log.log('list', [1, 'a']), { arguments: "[ 1, 'a' ]" }],
      [
        () => log.log('map', new Map([['a', 1]]), new Set([1])),
        { arguments: "[ Map(1) { 'a' => 1 }, Set(1) { 1 } ]" },
      ],
      [() => log.log(() => 'made late'), { message: 'made late' }],
      [() => log.log({ some: 'object', n: 1 }), { message: "{ some: 'object', n: 1 }" }],
      [() => log.log(null), { message: 'null' }],
      [() => log.log(''), { message: '' }],
      [
        () => log.error('a stack', 'Error: x\n    at y:1:1'),
        { 'exception.stacktrace': 'Error: x\n    at y:1:1' },
      ],
      [() => log.error('no stack', undefined), { message: 'no stack' }],
      [() => log.warn('two', { a: 1 }, { b: 2 }), { a: 1, b: 2 }],
      [() => log.fatal('the end', new TypeError('x')), { level: 'error', 'exception.type': 'TypeError' }],
      [
        () => log.error('thrown', { code: 42, inner: { err: new Error('inside') } }),
        { code: 42, inner: '{ err: Error: inside }' },
      ],
      [
        () =>
          log.log('nested', {
            d: new Date(0),
            bad: new Date(NaN),
            buf: Buffer.from('hi'),
            m: new Map([['a', 1]]),
          }),
        {
          d: '1970-01-01T00:00:00.000Z',
          bad: 'Invalid Date',
          buf: 'Buffer(2 bytes)',
          m: "Map(1) { 'a' => 1 }",
        },
      ],
      [
        () => log.log('names', JSON.parse('{"__proto__":1,"constructor":"c","toJSON":"t","exception":true}')),
        { 'field.__proto__': 1, constructor: 'c', toJSON: 't', 'field.exception': true },
      ],
      [() => sut.log('alone', 'Context'), { message: 'alone', context: 'Context' }],
      [
        () => sut.error('Error: x', 'Error: x\n    at y:1:1'),
        { 'exception.stacktrace': 'Error: x\n    at y:1:1' },
      ],
    ];
    for (const [call] of calls) call();
    Logger.overrideLogger(false);
    expect(lines()).toHaveLength(calls.length);
    calls.forEach(([, line], at) => expect(lines()[at]).toMatchObject(line));
    expect(
      lines()
        .slice(0, 16)
        .every(({ context }) => context === 'probe'),
    ).toBe(true);
  });

  it('has the type, message and causes of an error at info, but no stack', () => {
    sut.log('info', 'Error: x\n    at y:1:1', 'Context');
    sut.log('info', new TypeError('boom', { cause: new Error('inner') }));
    expect(lines()[1]).toMatchObject({ 'exception.type': 'TypeError', 'exception.cause': 'Error: inner' });
    for (const line of lines()) expect(line).not.toHaveProperty(['exception.stacktrace']);
  });

  it('has the complete error, with its code under the name of the semantic conventions', () => {
    class QueryFailedError extends Error {}
    const failed = Object.assign(new QueryFailedError('duplicate key'), { code: '23505' });
    sut.error('a query', new Error('no order', { cause: failed }));
    expect(lines()[0]).toMatchObject({
      'exception.type': 'Error',
      'exception.cause': 'QueryFailedError: duplicate key (23505)',
      'exception.stacktrace': expect.stringContaining('Caused by: QueryFailedError: duplicate key'),
      'db.response.status_code': '23505',
    });
  });

  it("fits Loki's limits for any names, number and size of fields", async () => {
    sut.log('odd names', { 料金: 100, größe: 'L', '': 1, '%%': 2 });
    sut.log('many', Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`field${at}`, at])));
    sut.log(
      'large',
      Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`long${at}`, 'あ'.repeat(8_000)])),
    );
    expect(lines()[0]).toMatchObject({ 'field._u6599_u91d1': 100, gr_u00f6_u00dfe: 'L', 'field.': 1 });
    expect(String(lines()[1]!.other_fields)).toContain('field149=149');
    for (const line of lines()) expectToFitIntoLoki(line);
    const { body } = await exposition();
    for (const cause of ['name', 'count', 'size'])
      expect(body).toMatch(new RegExp(`webstore_log_fields_changed_total\\{cause="${cause}"\\} [1-9]`));
  });

  it('keeps fields separate whose names become equal after cutting or ASCII conversion, and counts renamed ones', async () => {
    const long = 'a'.repeat(128);
    sut.log('alike', { [`${long}b`]: 1, [`${long}c`]: 2, level: 3, 'field.level': 4 }, { 'field.level': 5 });
    sut.log('alike', 'one', { arguments: 'two' }, 'three');
    expect(lines()[0]).toMatchObject({
      [long]: 1,
      [`${long.slice(0, 126)}.2`]: 2,
      'field.level': 3,
      'field.level.2': 4,
      'field.level.3': 5,
    });
    expect(lines()[1]).toMatchObject({ arguments: 'two', 'arguments.2': expect.stringContaining('one') });
  });

  it('is one line that matches the schema and contains no secret, for any call', () => {
    const secrets = ['4111111111111111', 'jane@example.com', 'hunter2hunter2'] as const;
    const planted = fc.constantFrom(...secrets.slice(0, 2));
    const named = fc.constantFrom('password', 'x-api-key', 'Authorization', 'set_cookie', 'refreshToken');
    const secretObject = fc
      .tuple(named, fc.constant(secrets[2]))
      .map(([name, secret]) => ({ [name]: secret }));
    const value = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true, withTypedArray: true }),
        fc.string({ unit: 'binary' }),
        planted,
        secretObject,
        secretObject.map((object) => JSON.stringify(object)),
        secretObject.map((object) => new URLSearchParams(object).toString()),
        fc.constantFrom(circular, trap, new Hostile(), () => 1, Symbol('jane@example.com')),
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), named, planted), tie('value')),
        tie('value').map((inner) => new Map([['inner', inner]])),
        tie('value').map((cause) => new Error('of jane@example.com', { cause })),
        fc.array(tie('value')).map((errors) => new AggregateError(errors, '')),
      ),
    })).value;
    const level = fc.constantFrom('log', 'error', 'warn', 'debug', 'verbose', 'fatal' as const);
    logThreshold.set('verbose');
    fc.assert(
      fc.property(level, fc.array(value, { minLength: 1, maxLength: 5 }), (method, values) => {
        written.length = 0;
        sut = new ServiceLogger();
        sut[method](...(values as [unknown]));
        expect(written).toHaveLength(1);
        expect(written[0]!.trimEnd()).not.toContain('\n');
        const [line] = lines();
        expect(logLine.safeParse(line).error, written[0]).toBeUndefined();
        for (const secret of secrets) expect(written[0]).not.toContain(secret);
        expectToFitIntoLoki(line!);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('is dropped and counted above the limit of identical lines per second', async () => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date'] });
    const before = await sampled('info');
    for (let line = 0; line < 60; line++) sut.log('the same again');
    sut.log('another one');
    vi.useRealTimers();
    expect(written).toHaveLength(51);
    expect(await sampled('info')).toBe(before + 10);
  });

  it.each(['warn', 'error'] as const)('is never dropped at level %s', async (level) => {
    for (let line = 0; line < 200; line++) sut[level]('the same again');
    expect(written).toHaveLength(200);
    expect(await sampled(level)).toBe(0);
  });

  it('follows a level change at run time', () => {
    sut.debug('not yet');
    logThreshold.set('debug');
    sut.debug('now');
    logThreshold.set('error');
    sut.warn('no more');
    expect(lines().map(({ message }) => message)).toEqual(['now']);
  });
});
