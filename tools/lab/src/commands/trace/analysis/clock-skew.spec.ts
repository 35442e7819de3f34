import { describe, expect, it } from 'vitest';
import { alignClocks } from './clock-skew.ts';
import { aSpan, aTrace } from './trace.fixture.ts';
import { nodesOf, treeOf } from './tree.ts';

const call = (from: number, to: number, rest = {}) => aSpan('call', from, to, { kind: 'client', ...rest });
const answer = (from: number, to: number) =>
  aSpan('answer', from, to, { parentId: 'call', kind: 'server', service: 'cart' });

function placed(...spans: Parameters<typeof aTrace>) {
  return Object.fromEntries(
    nodesOf(alignClocks(treeOf(aTrace(...spans)))).map(({ span, startMs, endMs }) => [
      span.id,
      [startMs, endMs],
    ]),
  );
}

describe('clocks that disagree', () => {
  it('are corrected where a request arrives before it was sent', () => {
    expect(placed(call(100, 120), answer(60, 70))).toMatchObject({ answer: [105, 115] });
  });

  it('are corrected where a request arrives after its answer', () => {
    expect(placed(call(100, 120), answer(160, 170))).toMatchObject({ answer: [105, 115] });
  });

  it('shift every span of the service alike, and no other span', () => {
    const query = aSpan('query', 62, 65, { parentId: 'answer', service: 'cart' });
    const own = aSpan('own', 130, 140, { parentId: 'call' });
    expect(placed(call(100, 120), answer(60, 70), query, own)).toMatchObject({
      query: [107, 110],
      own: [130, 140],
    });
  });

  it('are corrected where a message is handled before it was sent', () => {
    const send = aSpan('send', 100, 104, { kind: 'producer' });
    const handle = aSpan('handle', 50, 90, { parentId: 'send', kind: 'consumer', service: 'payment' });
    expect(placed(send, handle)).toMatchObject({ handle: [100, 140] });
  });

  it('are trusted within the rounding of starts', () => {
    expect(placed(call(100, 120), answer(99, 110))).toMatchObject({ answer: [99, 110] });
  });

  it('are trusted where a server only ends after its caller', () => {
    expect(placed(call(100, 120), answer(112, 125))).toMatchObject({ answer: [112, 125] });
  });

  it('are trusted where the caller gave up before the request was handled', () => {
    expect(placed(call(100, 120, { status: 'error' }), answer(130, 140))).toMatchObject({
      answer: [130, 140],
    });
  });
});
