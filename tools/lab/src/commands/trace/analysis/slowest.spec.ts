import type { Traces } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { slowestOf } from './slowest.ts';
import { aSpan } from './trace.fixture.ts';

/** A store of one-span traces, which returns any matching ones, not the longest first. */
function storeOf(...durations: number[]): Traces {
  return {
    get: async (id) => ({ id, spans: [aSpan('one', 0, durations[Number(id)]!)] }),
    find: async ({ minDurationMs = 0, limit = 20 }) =>
      durations.flatMap((duration, at) => (duration >= minDurationMs ? [String(at)] : [])).slice(0, limit),
  };
}

const period = { from: new Date(0), to: new Date(1) };
const slowestAmong = (...durations: number[]) => slowestOf(storeOf(...durations), 'checkout', period);

describe('the slowest trace', () => {
  it('is found among many that are nearly as slow', async () => {
    const many = Array.from({ length: 100 }, (_, n) => 1000 + n);
    expect(await slowestAmong(...many, 1234.5, ...many)).toMatchObject({ traceId: '100', longestMs: 1234.5 });
  });

  it('is found among a few', async () => {
    expect(await slowestAmong(0.4, 12, 3)).toEqual({ traceId: '1', longestMs: 12 });
  });

  it('is found where all took less than a millisecond', async () => {
    expect(await slowestAmong(0.2, 0.9, 0.1)).toEqual({ traceId: '1', longestMs: 0.9 });
  });

  it('does not exist in an empty store', async () => expect(await slowestAmong()).toBeUndefined());
});
