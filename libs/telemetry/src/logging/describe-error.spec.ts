import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error';

class QueryFailedError extends Error {}
class Nameless extends Error {
  override name = 'error';
}
const refused = (address: string) =>
  Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' });
const trap = new Proxy(new Error('x'), {
  get: () => {
    throw new Error('no');
  },
  getPrototypeOf: () => {
    throw new Error('no');
  },
});

describe('the description of an error', () => {
  it.each([
    ['the class of a subclass that sets no name', new QueryFailedError('x'), 'QueryFailedError'],
    ["the class where the name is pg's", new Nameless('x'), 'Nameless'],
    ['the name, not the code', Object.assign(new TypeError('x'), { code: '23505' }), 'TypeError'],
    ['the name of a DOMException', new DOMException('late', 'TimeoutError'), 'TimeoutError'],
    ['what a thrown text is', 'just a text', 'string'],
    ['what nothing is', null, 'null'],
    ['what an object is', { code: 42 }, 'Object'],
  ])('has as type %s', (_, thrown, type) => {
    expect(describeError(thrown).type).toBe(type);
  });

  it('has the code of a cause, and both messages once', () => {
    const failed = new TypeError('fetch failed', { cause: refused('127.0.0.1:1') });
    expect(describeError(failed)).toMatchObject({
      message: 'fetch failed',
      code: 'ECONNREFUSED',
      cause: 'Error: connect ECONNREFUSED 127.0.0.1:1',
      summary: 'fetch failed: connect ECONNREFUSED 127.0.0.1:1',
      stack: expect.stringMatching(
        /^TypeError: fetch failed\n[^]*\nCaused by: Error: connect ECONNREFUSED[^]*\n +at /,
      ),
    });
  });

  it('has the messages of the members if an AggregateError has none', () => {
    const error = Object.assign(new AggregateError([refused('::1:5432'), refused('127.0.0.1:5432')], ''), {
      code: 'ECONNREFUSED',
    });
    const { message, summary, stack } = describeError(error);
    expect(message).toBe('connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432');
    expect(summary).toBe('connect ECONNREFUSED ::1:5432: connect ECONNREFUSED 127.0.0.1:5432');
    expect(stack).toMatch(/^AggregateError: connect[^]*Member: Error: connect ECONNREFUSED 127/);
  });

  it.each([
    ['an empty message', new Error(''), 'Error'],
    ['an empty message and a code', Object.assign(new Error(''), { code: 'EPIPE' }), 'EPIPE'],
    ['nothing', undefined, 'undefined'],
    ['a text', 'no stock', 'no stock'],
    ['an object', { message: 'in a field' }, 'in a field'],
    ['an object without a message', { code: 42 }, '{ code: 42 }'],
  ])('always says something: of %s', (_, thrown, message) => {
    expect(describeError(thrown).message).toBe(message);
  });

  it('omits the numeric code of a DOMException', () => {
    expect(describeError(new DOMException('late', 'TimeoutError'))).not.toHaveProperty('code');
  });

  it('terminates for circular causes and for endless chains', () => {
    const circle = new Error('round');
    circle.cause = new Error('and round', { cause: circle });
    expect(describeError(circle).cause).toBe('Error: and round');
    let chain = new Error('0');
    for (let at = 1; at < 10_000; at++) chain = new Error(String(at), { cause: chain });
    expect(describeError(chain).stack.length).toBeLessThan(30_000);
  });

  it('keeps the stack frames of an error with a message longer than a field', () => {
    expect(describeError(new Error('在庫'.repeat(50_000))).stack).toContain('describe-error.spec.ts');
  });

  it('never throws and has bounded texts, for any thrown value', () => {
    const error = fc
      .tuple(fc.anything(), fc.anything(), fc.anything(), fc.string({ unit: 'binary' }))
      .map(([cause, code, name, message]) =>
        Object.assign(new Error(message, { cause }), { code, ...(name !== undefined && { name }) }),
      );
    const thrown = fc.oneof(
      fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
      error,
      fc.constant(trap),
    );
    fc.assert(
      fc.property(thrown, fc.array(thrown), (value, members) => {
        for (const one of [value, new AggregateError(members, '', { cause: value })]) {
          const { type, message, stack, summary } = describeError(one);
          expect([type, message, stack, summary].every((text) => text !== '')).toBe(true);
          expect(message.length).toBeLessThanOrEqual(4_000);
          expect(stack.length).toBeLessThan(80_000);
        }
      }),
    );
  });
});
