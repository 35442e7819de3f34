import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AccessRow } from '@webstore/http';
import { format, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessOfService, apis } from './documents.ts';
import { accessPage } from './page.ts';

const root = resolve(import.meta.dirname, '../../../..');
const page = resolve(root, 'docs/reference/access.md');

describe('the page of permitted callers', () => {
  const services: { service: string; rows: AccessRow[] }[] = [];

  // Loads the services with all their dependencies.
  beforeAll(async () => {
    for (const service of apis) services.push({ service, rows: await accessOfService(service, root) });
  }, 120_000);

  it('lists every service with controllers', () => {
    const withRoot = globSync('services/*/src/app.module.ts', { cwd: root });
    expect(withRoot.map((file) => file.split('/')[1]).toSorted()).toEqual(apis.toSorted());
  });

  it("lets only an admin write data without an owner, except for logins and the shop's internal calls", () => {
    const writes = services.flatMap(({ service, rows }) =>
      rows
        .filter(({ method, owned }) => method !== 'GET' && !owned)
        .filter((row) => row.public || row.callers.some((kind) => kind !== 'admin'))
        .map(({ method, path }) => `${service} ${method} ${path}`),
    );
    expect(writes.toSorted()).toEqual(opened.toSorted());
  });

  it('is up to date: `npm run access-page` regenerates it', async () => {
    const config = await resolveConfig(page);
    const text = await format(accessPage(services), { ...config, parser: 'markdown' });
    await expect(text).toMatchFileSnapshot(page);
  });
});

/** Writes without an ownership check that a non-admin may make; each has a reason. */
const opened = [
  // A new cart belongs to its creator.
  'cart POST /carts',
  // The demo login.
  'checkout POST /sessions',
];
