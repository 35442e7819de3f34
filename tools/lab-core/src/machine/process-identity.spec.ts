import { describe, expect, it } from 'vitest';
import { identityOf, isAlive, parseStat } from './process-identity.ts';

describe('the identity of a process', () => {
  it('is parsed from a command that contains blanks and brackets', () => {
    const line = '41 (a (b) c) S 7 41 41 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 0 0';
    expect(parseStat(line)).toEqual({ pid: 41, state: 'S', parent: 7, startTime: 98765 });
  });

  it('holds while the process runs', () => {
    expect(isAlive(identityOf(process.pid)!)).toBe(true);
  });

  it('differs from another process with the same pid', () => {
    const { pid, startTime } = identityOf(process.pid)!;
    expect(isAlive({ pid, startTime: startTime - 1 })).toBe(false);
  });

  it('is undefined without a process', () => {
    expect(identityOf(2 ** 22 + 1)).toBeUndefined();
  });
});
