import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { shellScripts } from './shell-scripts.ts';

it('ShellCheck checks every shell script, with an extension and without', () => {
  const found = shellScripts(resolve(import.meta.dirname, '../../../..'));
  expect(found).toEqual(
    expect.arrayContaining(['lab', '.ci/run', 'infra/tools/fetch', 'infra/tools/npm-ci']),
  );
  expect(found).toContain('infra/postgres/create-databases.sh');
  expect(found.filter((file) => file.startsWith('findings/')).length).toBeGreaterThan(0);
});
