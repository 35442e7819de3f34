import { describe, expect, it } from 'vitest';
import { newTraceId } from './trace-id.ts';

const shareOf = (traceId: string) => Number.parseInt(traceId.slice(-14), 16) / 2 ** 56;

describe('the trace id of a proof', () => {
  it('is 32 hex digits', () => expect(newTraceId(1)).toMatch(/^[0-9a-f]{32}$/));

  it('is always within the share of traces that is kept', () => {
    for (let n = 0; n < 200; n++) expect(shareOf(newTraceId(0.01))).toBeLessThan(0.01);
  });
});
