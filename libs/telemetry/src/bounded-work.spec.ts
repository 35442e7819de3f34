import { Writable } from 'node:stream';
import fc from 'fast-check';
import { transports } from 'winston';
import { describe, expect, it, vi } from 'vitest';
import { ServiceLogger } from './logging/service-logger';
import { redactFields } from './redaction/redact-values';

const { written } = vi.hoisted(() => ({ written: [] as string[] }));
vi.mock('./logging/log-routes', () => ({
  routes: () => [
    new transports.Stream({
      stream: new Writable({
        decodeStrings: false,
        write: (line: string, _, done) => (written.push(line), done()),
      }),
    }),
  ],
}));

const logger = new ServiceLogger();
const works: Record<string, (value: unknown) => void> = {
  'a log call with it as fields': (value) => logger.warn('a line', value, 'Context'),
  'a log call with it in a field': (value) => logger.warn('a line', { value }, 'Context'),
  'a log call with it as its message': (value) => logger.warn(value),
  'a span attribute': (value) => redactFields({ value }),
};

function keyed(size: number, value: (at: number) => unknown): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: size }, (_, at) => [`key${at}`, value(at)]));
}

/** CPU time of this thread in milliseconds, the minimum of five runs, to exclude other load on the machine. */
function cost(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const { user } = process.threadCpuUsage();
    work();
    return (process.threadCpuUsage().user - user) / 1_000;
  });
  return Math.min(...times);
}

const many = keyed(200_000, (at) => `value ${at} of jane@example.com`);

describe.each(Object.entries(works))('%s', (_, work) => {
  it('reads a bounded number of members of any wide and deep value', () => {
    const shape = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(shape, fc.boolean(), (widths, isList) => {
        let reads = 0;
        const count = <T extends object>(of: T) =>
          new Proxy(of, { get: (from, name) => (reads++, Reflect.get(from, name) as unknown) });
        // All members share one object: separate ones would not fit into memory.
        const value = widths.reduce<unknown>(
          (member, width) =>
            count(isList ? Array.from({ length: width }, () => member) : keyed(width, () => member)),
          'order 0b9f5bd4',
        );
        work(value);
        expect(reads).toBeLessThan(20_000);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it('costs little more than listing the names of 200,000 fields', () => {
    expect(cost(() => work(many))).toBeLessThan(50 + 2 * cost(() => Object.keys(many)));
  }, 60_000);

  it('costs little for many, deep, shared and long members', () => {
    const texts = keyed(60, (at) => `order ${at} 0b9f5bd4`);
    const long = 'token 4111 '.repeat(20_000);
    const shared = keyed(50_000, (at) => at);
    for (const value of [
      keyed(60, () => keyed(60, () => texts)),
      Array.from({ length: 200_000 }, (_, at) => `order ${at}`),
      keyed(500, () => long),
      Array.from({ length: 200 }, () => shared),
    ])
      expect(cost(() => work(value))).toBeLessThan(100);
  }, 60_000);
});

it('a log line has the number of fields that were skipped', () => {
  written.length = 0;
  logger.warn(
    'a line',
    keyed(100_000, (at) => at),
  );
  const line = JSON.parse(written[0]!) as Record<string, unknown>;
  expect(line).toMatchObject({ key0: 0, key82: 82 });
  expect(line.other_fields).toMatch(/^\(99500 more\) key83=83 key84=84 /);
});
