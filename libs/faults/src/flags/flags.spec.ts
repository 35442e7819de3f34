import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { flag, followFlags } from './index';

const folder = mkdtempSync(join(tmpdir(), 'flags-'));
const file = join(folder, 'flags.json');
afterAll(() => rmSync(folder, { recursive: true }));

function tell(flags: object): void {
  writeFileSync(`${file}.new`, JSON.stringify(flags));
  renameSync(`${file}.new`, file);
}

describe('a flag', () => {
  it('has its first value while nobody follows a file, or the file is not there', async () => {
    expect(await flag('catalog.stock-lookup')).toBe('together');
    const end = await followFlags(file);
    expect(await flag('catalog.stock-lookup')).toBe('together');
    end();
  });

  it('says what the file says from the moment it is changed, and nothing that it does not know', async () => {
    const end = await followFlags(file);
    tell({ 'catalog.stock-lookup': 'each', 'catalog.near-duplicates': 'burnt' });
    await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 5_000 }).toBe('each');
    expect(await flag('catalog.near-duplicates')).toBe('shown');
    tell({});
    await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 5_000 }).toBe('together');
    end();
  });

  it.each(['', '{"catalog.stock', 'null', '[]'])(
    'has its first value when the file begins as %j',
    async (text) => {
      writeFileSync(file, text);
      const end = await followFlags(file);
      expect(await flag('catalog.stock-lookup')).toBe('together');
      end();
    },
  );

  it('stays as it is while the file is cut, and follows it when it is whole', async () => {
    tell({ 'catalog.stock-lookup': 'each' });
    const end = await followFlags(file);
    const fires = vi.spyOn(JSON, 'parse');
    writeFileSync(file, '{"catalog.stock');
    // The look that meets the cut file, and not the clock, says when it has been met.
    await vi.waitFor(() => expect(fires).toHaveBeenCalledWith('{"catalog.stock'), { timeout: 10_000 });
    expect(await flag('catalog.stock-lookup')).toBe('each');
    tell({ 'catalog.near-duplicates': 'hidden' });
    await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 10_000 }).toBe('together');
    end();
  });
});
