import { describe, expect, it } from 'vitest';
import { mostUsers } from './most-users.ts';

const GiB = 1024 ** 3;

describe('the most users that a machine can send', () => {
  it.each([
    [2, 24 * GiB, 200],
    [16, 4 * GiB, 64],
    [1, 0.1 * GiB, 5],
  ])('%d cores and %d bytes of memory send %d', (cores, memory, users) => {
    expect(mostUsers(cores, memory)).toBe(users);
  });
});
