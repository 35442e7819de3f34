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

describe('a line for a person', () => {
  afterEach(() => void vi.unstubAllEnvs());

  it('escapes what would move the cursor, colour the terminal or begin a line', () => {
    vi.stubEnv('NO_COLOR', '1');
    expect(prettyLine({ ...line, message: 'a\u001b[31m\r\nb\u0000', note: '\u202e' })).toBe(
      '06:18:45.123 info    cart: a\\x1b[31m\\r\\nb\\x00 note=\\u202e',
    );
  });

  it('sets a stack in, so that no line break in a message begins a line of the log', () => {
    vi.stubEnv('NO_COLOR', '1');
    const stack = 'Error: x\n06:18:45.123 error cart: forged\n    at y';
    expect(
      prettyLine({ ...line, 'exception.stacktrace': stack })
        .split('\n')
        .slice(1),
    ).toEqual(['    Error: x', '    06:18:45.123 error cart: forged', '    at y']);
  });

  it('has no control character of anybody, whatever a field holds', () => {
    vi.stubEnv('NO_COLOR', '1');
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, text, (message, name, value, context) => {
        const shown = prettyLine({ ...line, message, context, [name]: value, 'exception.stacktrace': value });
        expect(shown).not.toMatch(controls);
      }),
    );
  });

  it('is coloured when FORCE_COLOR says so', () => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', '1');
    expect(prettyLine(line)).toContain('\u001b[32minfo');
  });
});
