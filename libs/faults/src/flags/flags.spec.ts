import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flag, followFlags } from './index';

const folder = mkdtempSync(join(tmpdir(), 'flags-'));
const file = join(folder, 'flags.json');
afterAll(() => rmSync(folder, { recursive: true }));

function writeFlags(flags: object): void {
  writeFileSync(`${file}.new`, JSON.stringify(flags));
  renameSync(`${file}.new`, file);
}

describe('a flag', () => {
  it('has its first value if no file is followed, or the file is missing', async () => {
    expect(await flag('catalog.stock-lookup')).toBe('together');
    const end = await followFlags(file);
    expect(await flag('catalog.stock-lookup')).toBe('together');
    end();
  });

  it('follows changes of the file, and ignores unknown values', async () => {
    const end = await followFlags(file);
    writeFlags({ 'catalog.stock-lookup': 'each', 'catalog.near-duplicates': 'burnt' });
    await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 5_000 }).toBe('each');
    expect(await flag('catalog.near-duplicates')).toBe('shown');
    writeFlags({});
    await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 5_000 }).toBe('together');
    end();
  });

  it.each(['', '{"catalog.stock-lookup": "ea', 'null', '7'])(
    'keeps its value while the file contains %j',
    async (text) => {
      rmSync(file, { force: true });
      const end = await followFlags(file);
      writeFlags({ 'catalog.stock-lookup': 'each' });
      await expect.poll(() => flag('catalog.stock-lookup'), { timeout: 5_000 }).toBe('each');
      const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
      writeFileSync(file, text);
      expect(await warned).toMatchObject({ message: expect.stringContaining('stay as they were') });
      expect(await flag('catalog.stock-lookup')).toBe('each');
      end();
    },
  );

  it('has its first value if the file is unreadable from the start', async () => {
    writeFileSync(file, '{');
    const end = await followFlags(file);
    expect(await flag('catalog.stock-lookup')).toBe('together');
    end();
  });
});
