import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newPage } from '../src/pages/page';
import { PagesRepository } from '../src/pages/pages.repository';
import { anAlert } from './running-pager';

describe('the pages on disk', () => {
  let folder: string;
  let pages: PagesRepository;
  const open = () => new PagesRepository({ dataFile: join(folder, 'pager.sqlite') });
  const add = () =>
    pages.add({
      ...newPage('payments-page', anAlert(), '2026-11-21T10:00:00.123Z', new Date()),
      status: 'firing',
      team: 'payments',
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pages-'));
    pages = open();
  });
  afterEach(() => {
    pages.onApplicationShutdown();
    rmSync(folder, { recursive: true });
  });

  it('are stored for a whole notification or not at all', () => {
    const halfway = () =>
      pages.inTransaction(() => {
        pages.addNotification(add(), { level: 'first', people: ['elif'], at: new Date().toISOString() });
        throw new Error('the disk is full');
      });
    expect(halfway).toThrow('the disk is full');
    expect(pages.list({ limit: -1 })).toEqual([]);
    expect(pages.find(pages.inTransaction(add))).toMatchObject({ status: 'firing' });
  });

  it('are refused on a full disk, with that reason, and accepted again when there is space', () => {
    pages.onApplicationShutdown();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'none', folder]);
    try {
      pages = open();
      const rest = join(folder, 'rest');
      expect(() => writeFileSync(rest, Buffer.alloc(1024 ** 2))).toThrow('ENOSPC');
      const addSome = () => pages.inTransaction(() => pages.inSavepoint(add));
      expect(() => {
        for (let i = 0; i < 100; i++) addSome();
      }).toThrow(/database or disk is full/);
      truncateSync(rest);
      const before = pages.list({ limit: -1 }).length;
      addSome();
      expect(pages.list({ limit: -1 })).toHaveLength(before + 1);
    } finally {
      pages.onApplicationShutdown();
      execFileSync('umount', [folder]);
      pages = open();
    }
  });

  it('in an invalid or corrupt file are refused with a remedy; an empty file counts as new', () => {
    const file = join(folder, 'pager.sqlite');
    pages.onApplicationShutdown();
    writeFileSync(file, 'this is no database, and long enough to be one'.repeat(100));
    expect(open).toThrow(/The pages in .+ cannot be used: file is not a database\. .+ paged again\.$/);
    truncateSync(file);
    pages = open();
    expect(pages.list({ limit: -1 })).toEqual([]);
  });

  it('are readable by another process after a call returns', () => {
    const id = pages.inTransaction(add);
    const other = open();
    expect(other.find(id)).toEqual(pages.find(id));
    other.onApplicationShutdown();
  });
});
