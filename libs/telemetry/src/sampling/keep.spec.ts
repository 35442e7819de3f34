import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inKeptShare } from './keep';

const traceIds = Array.from({ length: 20_000 }, () => randomBytes(16).toString('hex'));

describe('the kept share', () => {
  it('keeps every trace at 1 and none at 0', () => {
    expect(traceIds.every((id) => inKeptShare(id, 1))).toBe(true);
    expect(traceIds.some((id) => inKeptShare(id, 0))).toBe(false);
  });

  it('keeps about the configured share', () => {
    const kept = traceIds.filter((id) => inKeptShare(id, 0.1)).length / traceIds.length;
    expect(kept).toBeGreaterThan(0.08);
    expect(kept).toBeLessThan(0.12);
  });

  it('keeps all traces of a smaller share with a larger one', () => {
    const small = traceIds.filter((id) => inKeptShare(id, 0.1));
    expect(small.every((id) => inKeptShare(id, 0.3))).toBe(true);
  });

  it('depends only on the trace id', () => {
    expect(inKeptShare('ffffffffffffffffff00000000000000', 0.5)).toBe(true);
    expect(inKeptShare('000000000000000000ffffffffffffff', 0.5)).toBe(false);
  });
});
