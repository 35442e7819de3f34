import { describe, expect, it } from 'vitest';
import { carriesCard } from './cardless-ids';

const spanId = 'b7ad6b7169203331';
const context = (traceId: string, span = spanId) => ({ traceId, spanId: span, traceFlags: 1 });

describe("a caller's ids", () => {
  it.each([
    ['a card number padded with zeros', context('4111111111111111'.padStart(32, '0'))],
    ['a card number as span id', context('0af7651916cd43dd8448eb211c80319c', '4111111111111111')],
  ])('are refused as %s', (_what, ids) => {
    expect(carriesCard(ids)).toBe(true);
  });

  it.each([
    ['an ordinary id', '0af7651916cd43dd8448eb211c80319c'],
    // Seen: its digits 4160215167717 pass Luhn's check, and the trace of an order was lost.
    ['an id with a run of digits that could be a card', '07c4160215167717fef8cebe2f1c57e2'],
  ])('are taken as %s', (_what, traceId) => {
    expect(carriesCard(context(traceId))).toBe(false);
  });
});
