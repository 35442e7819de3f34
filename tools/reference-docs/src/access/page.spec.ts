import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceSources } from '../../test/service-sources.ts';
import { accessOfServices, apis, type ServiceAccess } from './documents.ts';
import { accessPage } from './page.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('the page of permitted callers', () => {
  let services: ServiceAccess[];

  // Loads the services with all their dependencies.
  beforeAll(async () => {
    services = await accessOfServices(serviceSources);
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

  it('is up to date', async () => {
    const generated = await accessPage(services);
    expect(committed(generated), regenerate).toEqual(generated);
  });
});

/** Writes without an ownership check that a non-admin may make; each has a reason. */
const opened = [
  // A new cart belongs to its creator.
  'cart POST /carts',
  // The demo login.
  'checkout POST /sessions',
];
