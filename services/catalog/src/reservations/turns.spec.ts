import { describe, expect, it } from 'vitest';
import { Turns } from './turns';

describe('turns', () => {
  it('run sequentially, even after a failure, and do not block other keys', async () => {
    const sut = new Turns();
    const seen: string[] = [];
    let open!: () => void;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const work = (name: string, before?: Promise<void>) => async () => {
      seen.push(`${name} begins`);
      await before;
      seen.push(`${name} ends`);
      if (name === 'b') throw new Error('b fails');
      return name;
    };
    const a = sut.take('x', work('a', gate));
    const b = sut.take('x', work('b'));
    const c = sut.take('x', work('c'));
    expect(await sut.take('y', work('other'))).toBe('other');
    expect(sut.size).toBe(1);
    open();
    await expect(b).rejects.toThrow('b fails');
    expect(await Promise.all([a, c])).toEqual(['a', 'c']);
    expect(seen).toEqual([
      'a begins',
      'other begins',
      'other ends',
      'a ends',
      'b begins',
      'b ends',
      'c begins',
      'c ends',
    ]);
    expect(sut.size).toBe(0);
  });
});
