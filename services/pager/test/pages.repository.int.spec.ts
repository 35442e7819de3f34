import { mkdtempSync, rmSync } from 'node:fs';
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

  it('are all of a notification, or nothing of it', () => {
    const halfway = () =>
      pages.inTransaction(() => {
        pages.addNotification(add(), { level: 'first', people: ['elif'], at: new Date().toISOString() });
        throw new Error('the disk is full');
      });
    expect(halfway).toThrow('the disk is full');
    expect(pages.list({ limit: -1 })).toEqual([]);
    expect(pages.find(pages.inTransaction(add))).toMatchObject({ status: 'firing' });
  });

  it('can be read by another process as soon as a call has returned', () => {
    const id = pages.inTransaction(add);
    const other = open();
    expect(other.find(id)).toEqual(pages.find(id));
    other.onApplicationShutdown();
  });
});
