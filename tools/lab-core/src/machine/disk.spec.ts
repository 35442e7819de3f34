import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLab } from '../lab.ts';
import { fullDiskOf } from './disk.ts';

it('a full data disk is reported, and one with space is not', () => {
  const lab = openLab({ home: mkdtempSync(join(tmpdir(), 'disk-')) });
  const data = join(lab.home, 'data');
  expect(fullDiskOf(lab, 'kafka')).toBeUndefined();
  mkdirSync(data);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', data]);
  try {
    expect(fullDiskOf(lab, 'kafka')).toBeUndefined();
    writeFileSync(join(data, 'rest'), Buffer.alloc(1.5 * 1024 ** 2));
    expect(fullDiskOf(lab, 'kafka')).toBe(`no space is left for its data in ${data}: free some there`);
  } finally {
    execFileSync('umount', [data]);
    rmSync(lab.home, { recursive: true });
  }
});
