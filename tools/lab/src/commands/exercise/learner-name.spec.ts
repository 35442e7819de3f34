import { describe, expect, it } from 'vitest';
import { Failure } from '@webstore/lab-core/failure.ts';
import { learnerName } from './learner-name.ts';

describe("a learner's name", () => {
  it('is no path', () => {
    expect(learnerName('ada.l-1')).toBe('ada.l-1');
    for (const name of ['../x', '.hidden', 'a/b', '']) expect(() => learnerName(name)).toThrow(Failure);
  });
});
