import { describe, expect, it } from 'vitest';
import { newTraceId } from './trace-id.ts';

const placeInShare = (traceId: string) => Number.parseInt(traceId.slice(-14), 16) / 2 ** 56;

describe('the trace id of a proof', () => {
  it('is 32 hex digits', () => expect(newTraceId()).toMatch(/^[0-9a-f]{32}$/));

  it('is never within an ordinary sampling share', () => {
    for (let n = 0; n < 200; n++) expect(placeInShare(newTraceId())).toBeGreaterThan(0.9);
  });
});
