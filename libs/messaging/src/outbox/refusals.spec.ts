import { describe, expect, it } from 'vitest';
import { Refusals } from './refusals';

describe('keys that Kafka refuses', () => {
  it('are skipped for a time that doubles, up to ten minutes, until Kafka accepts an event', () => {
    let now = 0;
    const sut = new Refusals(() => now);
    sut.add('a');
    expect(sut.keys()).toEqual(['a']);
    now = 5_000;
    expect(sut.has('a')).toBe(false);
    for (let count = 0; count < 20; count++) sut.add('a');
    now += 599_999;
    expect(sut.has('a')).toBe(true);
    now += 1;
    expect(sut.keys()).toEqual([]);
    sut.add('a');
    sut.delete('a');
    expect(sut.has('a')).toBe(false);
  });
});
