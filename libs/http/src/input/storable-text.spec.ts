import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findUnstorableText } from './storable-text';

const bad = fc.constantFrom('\0', 'cus\0', '\ud800', 'a\udc00b', '\udc00\ud800');
const json = fc
  .jsonValue({ maxDepth: 5, stringUnit: 'grapheme' })
  .filter((value) => !JSON.stringify(value).includes('\\u0000'));

describe('findUnstorableText', () => {
  it('names the field with text that no store can hold', () => {
    expect(findUnstorableText({ cartId: 'c', customerId: 'cus\0' })).toBe('customerId');
    expect(findUnstorableText({ lines: [{ id: 'a' }, { id: '\ud800' }] })).toBe('lines.1.id');
    expect(findUnstorableText({ lines: [{ 'a\0': 1 }] })).toBe('lines.0');
  });

  it('finds such text at any depth and position, in values and in keys', () => {
    fc.assert(
      fc.property(json, bad, fc.array(fc.boolean(), { maxLength: 5 }), (beside, text, layers) => {
        const wrap = (inner: unknown, asKey: boolean) => (asKey ? { beside, inner } : [beside, inner]);
        expect(findUnstorableText(layers.reduce(wrap, text))).toBeDefined();
        expect(findUnstorableText(layers.reduce(wrap, { [text]: beside }))).toBeDefined();
      }),
    );
  });

  it('accepts all other JSON, including characters beyond the basic multilingual plane', () => {
    fc.assert(fc.property(json, (value) => findUnstorableText(value) === undefined));
    expect(findUnstorableText({ by: '🛒 Ünïcode' })).toBeUndefined();
  });

  it('handles the deepest nesting that the body limit allows', () => {
    const depth = 32_000;
    expect(findUnstorableText(JSON.parse('['.repeat(depth) + ']'.repeat(depth)))).toBeUndefined();
    expect(findUnstorableText(JSON.parse('['.repeat(depth) + '"\\u0000"' + ']'.repeat(depth)))).toBeDefined();
  });
});
