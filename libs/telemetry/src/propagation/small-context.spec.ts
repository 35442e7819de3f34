import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { describe, expect, it } from 'vitest';
import { SmallContext } from './small-context';

const [color, size] = [createContextKey('color'), createContextKey('size')];

describe('a small context', () => {
  const red = SmallContext.from(ROOT_CONTEXT).setValue(color, 'red');

  it('has only values that were set', () => {
    expect(red.getValue(color)).toBe('red');
    expect(red.getValue(size)).toBeUndefined();
    expect(ROOT_CONTEXT.getValue(color)).toBeUndefined();
  });

  it('is not changed by a derived context', () => {
    const blue = red.setValue(color, 'blue').setValue(size, 3);
    const sizeless = blue.deleteValue(size);
    expect([red, blue, sizeless].map((one) => [one.getValue(color), one.getValue(size)])).toEqual([
      ['red', undefined],
      ['blue', 3],
      ['blue', undefined],
    ]);
    expect(blue.deleteValue(color).getValue(size)).toBe(3);
  });

  it('does not grow when the same key is set again and again', () => {
    let one = red;
    for (let at = 0; at < 1_000; at++) one = one.setValue(color, at);
    expect(one).toEqual(red.setValue(color, 999));
  });

  it('does not replace a context that already has values', () => {
    const full = ROOT_CONTEXT.setValue(size, 1);
    expect(SmallContext.from(full)).toBe(full);
  });
});
