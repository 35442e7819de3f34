import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineReader, parseRequest } from './requests.ts';

describe('input of the supervisor', () => {
  it('is split into lines, however it was split in transit', () => {
    const lines = fc.array(
      fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n]/.test(line) && line.trim() !== ''),
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat(500)), (sent, cuts) => {
        const bytes = Buffer.from(sent.map((line) => `${line}\n`).join(''));
        const reader = new LineReader();
        const ends = [...cuts, bytes.length].map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b);
        const pieces = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        expect(pieces.flatMap((piece) => reader.take(piece))).toEqual(sent);
      }),
    );
  });

  it('is refused when it is too long, with or without an end of line', () => {
    expect(() => new LineReader().take(Buffer.alloc(5_000, 'a'))).toThrow('at most');
    const slowly = new LineReader();
    expect(() => Array.from({ length: 5_000 }, () => slowly.take(Buffer.from('a')))).toThrow('at most');
  });

  it('is a known request, or refused in a sentence', () => {
    expect(parseRequest('{"do":"kill","part":"cart"}')).toEqual({ do: 'kill', part: 'cart' });
    for (const line of [
      'garbage',
      'null',
      '[]',
      '{}',
      '{"do":"fly"}',
      '{"do":"kill"}',
      '{"do":"up","last":7}',
    ])
      expect(() => parseRequest(line)).toThrow(/A request is|No such request/);
    fc.assert(fc.property(fc.json(), (line) => void expect(() => parseRequest(line)).toThrow(Error)));
  });
});
