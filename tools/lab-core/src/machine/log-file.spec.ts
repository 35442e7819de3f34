import { execFileSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundLog, lastLines, openLog } from './log-file.ts';

const mebibyte = 1024 * 1024;

describe('the log of a component', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'logs-'));
    file = join(folder, 'cart.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is copied and truncated when it is large, and its writer continues', () => {
    const writer = openLog(file, true);
    writeSync(writer, Buffer.alloc(20 * mebibyte, 'a'));
    boundLog(file);
    expect([statSync(file).size, statSync(`${file}.1`).size]).toEqual([0, 20 * mebibyte]);
    writeSync(writer, 'now\n');
    expect(readFileSync(file, 'utf8')).toBe('now\n');
    closeSync(writer);
  });

  it('frees space on a full disk, keeps its end, and reports it', () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=22m', 'none', folder]);
    try {
      const writer = openLog(file, true);
      writeSync(writer, Buffer.alloc(21 * mebibyte, 'a'));
      writeSync(writer, '\nthe last line\n');
      expect(() => boundLog(file)).toThrow(/no space is left to copy it/);
      expect(lastLines(`${file}.1`, 1)[0]).toMatch(/the last line$/);
      expect(statSync(`${file}.1`).size).toBe(mebibyte);
      writeSync(writer, 'now\n');
      expect(lastLines(file, 5)).toEqual(['now']);
      closeSync(writer);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('ends with the error, not with its stack', () => {
    writeFileSync(
      file,
      'Exception: disk\n\tat a.B.c(B.java)\nCaused by: full\n\tat a.B.c(B.java)\n\t... 3 more\n',
    );
    expect(lastLines(file, 2)).toEqual(['Exception: disk', 'Caused by: full']);
  });

  it('shows only the beginning of a very long line', () => {
    writeFileSync(file, `${'x'.repeat(5_000)}\n`);
    expect(lastLines(file, 1)).toEqual([`${'x'.repeat(300)} …`]);
  });

  it('that does not exist, or is a folder or a pipe, is not touched', () => {
    boundLog(file);
    expect(existsSync(`${file}.1`)).toBe(false);
    expect(lastLines(file, 3)).toEqual([]);
    boundLog(folder);
    expect(lastLines(folder, 3)).toEqual([]);
    writeFileSync(file, '');
    truncateSync(file, 19 * mebibyte);
    boundLog(file);
    expect(statSync(file).size).toBe(19 * mebibyte);
  });
});
