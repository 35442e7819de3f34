import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conditionsIn, deskFor, under } from './conditions';

const folder = mkdtempSync(join(tmpdir(), 'bank-'));
afterAll(() => rmSync(folder, { recursive: true }));

const usual = { decline: null, delayMs: 50 };
const orders = Array.from({ length: 5_000 }, () => randomUUID());
const slow = { country: 'BR', share: 1, slowerMs: 2_000, declines: 0, eachMs: 0, opensAt: 0 } as const;

describe('the conditions of the acquirer', () => {
  it('are empty without a file, and follow the file once it exists', () => {
    const path = join(folder, 'conditions.json');
    const now = conditionsIn(path);
    expect(now()).toEqual([]);
    writeFileSync(path, JSON.stringify({ x: { country: 'BR', slowerMs: 2_000 } }));
    expect(now()).toEqual([slow]);
    rmSync(path);
    expect(now()).toEqual([]);
  });

  it('are kept while the file is empty, truncated or not a file, and are read again when it is valid', () => {
    const path = join(folder, 'broken.json');
    const lines: string[] = [];
    const now = conditionsIn(path, (line) => lines.push(line));
    let second = 1_000;
    const write = (text: string) => {
      writeFileSync(path, text);
      utimesSync(path, second, second++);
    };
    write(JSON.stringify({ x: { country: 'BR', slowerMs: 2_000 } }));
    expect(now()).toEqual([slow]);
    for (const text of ['', '{"x"', '[1]', '{"x":{"country":"Atlantis"}}']) {
      write(text);
      expect(now()).toEqual([slow]);
      expect(now()).toEqual([slow]);
    }
    expect(lines).toHaveLength(4);
    write('{}');
    expect(now()).toEqual([]);
  });

  it('slow down only their own country', () => {
    expect(under([slow], orders[0]!, 'BR', usual).delayMs).toBe(2_050);
    expect(under([slow], orders[0]!, 'DE', usual)).toEqual(usual);
    expect(under([{ ...slow, country: '*' }], orders[0]!, 'DE', usual).delayMs).toBe(2_050);
  });

  it('queue charges at the slowest desk of their country', () => {
    const desk = { ...slow, eachMs: 200 };
    expect(deskFor([slow, desk, { ...desk, eachMs: 100 }], 'BR')).toBe(desk);
    expect(deskFor([desk], 'DE')).toEqual({ eachMs: 0, opensAt: 0 });
  });

  it('decline an additional share, with the same orders each time', () => {
    const declining = { ...slow, slowerMs: 0, declines: 0.5 };
    const declined = orders.filter((id) => under([declining], id, 'BR', usual).decline);
    expect(declined.length / orders.length).toBeGreaterThan(0.45);
    expect(declined.length / orders.length).toBeLessThan(0.55);
    expect(declined.every((id) => under([declining], id, 'BR', usual).decline)).toBe(true);
  });
});
