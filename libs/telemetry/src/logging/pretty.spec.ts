import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { prettyLine } from './pretty';

const line = {
  timestamp: '2026-11-21T06:18:45.123Z',
  level: 'info',
  message: 'order placed',
  service: 'cart',
};
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/;

describe('a pretty line', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('escapes characters that move the cursor, colour the terminal or begin a line', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(prettyLine({ ...line, message: 'a\u001b[31m\r\nb\u0000', note: '\u202e' })).toBe(
      '06:18:45.123 info    cart: a\\x1b[31m\\r\\nb\\x00 note=\\u202e',
    );
  });

  it('indents a stack, so that a line break in a message cannot fake a log line', () => {
    vi.stubEnv('NO_COLOR', '1');
    const stack = 'Error: x\n06:18:45.123 error cart: forged\n    at y';
    expect(
      prettyLine({ ...line, 'exception.stacktrace': stack })
        .split('\n')
        .slice(1),
    ).toEqual(['    Error: x', '    06:18:45.123 error cart: forged', '    at y']);
  });

  it('contains no foreign control characters, for any field', () => {
    vi.stubEnv('NO_COLOR', '1');
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, text, (message, name, value, context) => {
        const shown = prettyLine({ ...line, message, context, [name]: value, 'exception.stacktrace': value });
        expect(shown).not.toMatch(controls);
      }),
    );
  });

  it('is coloured if FORCE_COLOR is set', () => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', '1');
    expect(prettyLine(line)).toContain('\u001b[32minfo');
  });
});
