import { describe, expect, it } from 'vitest';
import { mostUsers } from './most-users.ts';

const GiB = 1024 ** 3;

describe('the maximum number of users of a machine', () => {
  it.each([
    [2, 24 * GiB, 200],
    [16, 4 * GiB, 64],
    [1, 0.1 * GiB, 5],
  ])('%d cores and %d bytes of memory allow %d', (cores, memory, users) => {
    expect(mostUsers(cores, memory)).toBe(users);
  });
});
