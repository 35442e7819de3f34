import { describe, expect, it } from 'vitest';
import { LabelGuard } from './label-guard';

describe('the guard of labels', () => {
  it('accepts the configured number of values, and reports each further value', () => {
    const refused: [string, boolean][] = [];
    const sut = new LabelGuard((label, isFirst) => refused.push([label, isFirst]), 2);
    const passed = ['a', 'b', 'c', 'a', 'd'].map((route) => sut.bounded({ route }).route);
    expect(passed).toEqual(['a', 'b', 'other', 'a', 'other']);
    expect(refused).toEqual([
      ['route', true],
      ['route', false],
    ]);
  });

  it('accepts a few hundred values with a higher limit', () => {
    const sut = new LabelGuard(() => expect.unreachable(), 1_000);
    for (let cart = 0; cart < 900; cart++)
      expect(sut.bounded({ route: `/carts/${cart}` }).route).toContain('/');
  });
});
