import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AccessRow } from '@webstore/http';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessOfService, apis } from './documents.ts';
import { accessPage } from './page.ts';

const root = resolve(import.meta.dirname, '../../../..');
const page = resolve(root, 'docs/reference/access.md');

describe('the page of who may call what', () => {
  const services: { service: string; rows: AccessRow[] }[] = [];

  // The services are loaded, with all that they stand on.
  beforeAll(async () => {
    for (const service of apis) services.push({ service, rows: await accessOfService(service, root) });
  }, 120_000);

  it('knows every service that has controllers', () => {
    const withRoot = globSync('services/*/src/app.module.ts', { cwd: root });
    expect(withRoot.map((file) => file.split('/')[1]).toSorted()).toEqual(apis.toSorted());
  });

  it('lets nobody but an admin write what belongs to no customer, logins and the shop’s own calls aside', () => {
    const writes = services.flatMap(({ service, rows }) =>
      rows
        .filter(({ method, owned }) => method !== 'GET' && !owned)
        .filter((row) => row.public || row.callers.some((kind) => kind !== 'admin'))
        .map(({ method, path }) => `${service} ${method} ${path}`),
    );
    expect(writes.toSorted()).toEqual(opened.toSorted());
  });

  it('is up to date: `npm run access-page` makes it again', async () => {
    const config = await resolveConfig(page);
    const text = await format(accessPage(services), { ...config, parser: 'markdown' });
    await expect(text).toMatchFileSnapshot(page);
  });
});

/** What a caller who is no admin may write without owning it first; each for a reason. */
const opened = [
  // A cart is its opener's.
  'cart POST /carts',
  // The demo login.
  'checkout POST /sessions',
];
