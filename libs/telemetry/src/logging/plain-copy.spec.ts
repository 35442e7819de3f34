import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error';
import { plainCopy } from './plain-copy';

/** A value that counts how often its own code runs. */
function foreign() {
  const ran: PropertyKey[] = [];
  const run = (what: PropertyKey) => {
    ran.push(what);
    return 'foreign';
  };
  const traps = new Proxy({}, { get: (_, trap) => () => run(trap) });
  class Sub extends Map<string, number> {
    override get size() {
      run('size');
      return 1;
    }
    override entries(): never {
      throw run('entries');
    }
  }
  const value = {
    [inspect.custom]: () => run('inspect.custom'),
    get [Symbol.toStringTag]() {
      return run('toStringTag');
    },
    get lazy() {
      return run('getter');
    },
    toJSON: () => run('toJSON'),
    toString: () => run('toString'),
    constructor: { [Symbol.hasInstance]: () => run('hasInstance') },
    proxy: new Proxy({}, traps),
    list: new Proxy([], traps),
    map: new Sub([['a', 1]]),
    date: Object.assign(new Date(0), { toISOString: () => run('toISOString') }),
    text: Object.assign(() => 1, { toString: () => run('function') }),
  };
  return { value, ran };
}

describe('a plain copy', () => {
  it('runs no code of the value', () => {
    const { value, ran } = foreign();
    const text = inspect(plainCopy(value));
    expect(ran).toEqual([]);
    expect(text).toContain("lazy: '[Getter]'");
    expect(text).toContain("proxy: '[Proxy]'");
    expect(text).toContain('map: { a: 1 }');
    expect(text).toContain("date: '1970-01-01T00:00:00.000Z'");
  });

  it('omits values of secret names', () => {
    expect(plainCopy({ password: 'x', deep: new Map([['apiKey', 'y']]) })).toEqual({
      password: '[secret]',
      deep: { apiKey: '[secret]' },
    });
  });

  it('is small for any size of the value, and copies each object once', () => {
    const large = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, at]));
    const text = inspect(plainCopy({ large, again: Array(1_000).fill(large), text: 'x'.repeat(1e6) }));
    expect(text.length).toBeLessThan(5_000);
    expect(text).toContain("'...': '99980 more'");
    expect(text).toContain("'[Circular or repeated]'");
  });

  it('has the number of omitted members of a list, a set or a map', () => {
    const numbers = Array.from({ length: 50 }, (_, at) => at);
    const map = new Map(numbers.map((one) => [one, one]));
    expect(plainCopy(numbers)).toContain('... 30 more');
    expect(plainCopy(new Set(numbers))).toContain('... 30 more');
    expect(plainCopy(map)).toMatchObject({ 19: 19, '...': '30 more' });
  });

  it('accepts any value', () => {
    const options = { withMap: true, withSet: true, withTypedArray: true, withBoxedValues: true };
    fc.assert(
      fc.property(fc.anything({ ...options, withDate: true, withNullPrototype: true }), (value) => {
        expect(inspect(plainCopy(value)).length).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps a member named __proto__ as an ordinary member', () => {
    expect(inspect(plainCopy(JSON.parse('{"__proto__":{"a":1}}')))).toBe("{ ['__proto__']: { a: 1 } }");
  });
});

describe('the description of a cause that is not an error', () => {
  it('does not run its inspect.custom, and shows its contents', () => {
    let ran = false;
    const cause = { status: 402, [inspect.custom]: () => (ran = true) };
    expect(describeError(new Error('refused', { cause })).cause).toBe('Object: { status: 402 }');
    expect(ran).toBe(false);
  });

  it('shows 20 of 100,000 keys', () => {
    const cause = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`key${at}`, at]));
    expect(describeError(new Error('refused', { cause })).cause).toMatch(/key19: 19, '...': '99980 more' }$/);
  });

  it('does not run the toString of a function', () => {
    let ran = false;
    const cause = Object.assign(() => 1, { toString: () => String((ran = true)) });
    expect(describeError(new Error('refused', { cause })).cause).toContain('() => 1');
    expect(ran).toBe(false);
  });
});
